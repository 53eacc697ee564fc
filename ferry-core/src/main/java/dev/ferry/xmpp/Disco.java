package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Service discovery (XEP-0030): says what this device can do, and asks others.
 *
 * <p>Answers of others are kept for a while; a resource that has gone is to be {@link #forget
 * forgotten}. All methods may be called from any task; {@link #info} and {@link #items} wait.
 */
public final class Disco {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private static final long FRESH = 600_000_000_000L;
  private static final int MOST_KEPT = 512;

  private record Kept(DiscoInfo info, long until) {}

  private final Tasks tasks;
  private final IqRouter router;
  private final Monitor monitor;
  private final SequencedMap<Jid, Kept> kept = new LinkedHashMap<>();

  public Disco(Tasks tasks, IqRouter router) {
    this.tasks = tasks;
    this.router = router;
    this.monitor = tasks.monitor();
  }

  /**
   * Begins to answer.
   *
   * @param own what this device is and can do, beside answering here
   */
  public void serve(DiscoInfo own) {
    router.serve("query", INFO, request -> router.answer(request.result(about(own, request))));
    router.serve("query", ITEMS, request -> router.answer(request.result(Xml.of("query", ITEMS))));
  }

  /** The node is given back as asked: it is that of our capabilities, or one we do not know. */
  private static Xml about(DiscoInfo own, Iq request) {
    return own.toXml().with("node", request.payload().attribute("node"));
  }

  /**
   * What an entity is and can do.
   *
   * @return empty when it refuses or does not answer by the deadline
   */
  public Optional<DiscoInfo> info(Jid whom, long deadline) throws InterruptedException {
    Optional<DiscoInfo> known = known(whom);
    if (known.isPresent()) {
      return known;
    }
    Optional<DiscoInfo> answer = ask(whom, INFO, deadline).map(DiscoInfo::read);
    answer.ifPresent(info -> keep(whom, info));
    return answer;
  }

  /** The entities that an entity knows of; empty also when it does not answer. */
  public List<Jid> items(Jid whom, long deadline) throws InterruptedException {
    return ask(whom, ITEMS, deadline).stream()
        .flatMap(query -> query.all("item").stream())
        .flatMap(item -> item.attribute("jid").flatMap(Jid::parse).stream())
        .toList();
  }

  /** Forgets what an entity said: it may be another program when it comes back. */
  public void forget(Jid whom) {
    monitor.change(() -> kept.remove(whom));
  }

  private Optional<Xml> ask(Jid whom, String namespace, long deadline) throws InterruptedException {
    Iq.Reply reply = router.request(whom, Iq.Type.GET, Xml.of("query", namespace), deadline);
    return reply instanceof Iq.Reply.Result(Optional<Xml> payload)
        ? payload.filter(p -> p.is("query", namespace))
        : Optional.empty();
  }

  private Optional<DiscoInfo> known(Jid whom) {
    List<DiscoInfo> found = new ArrayList<>(1);
    monitor.change(() ->
        Optional.ofNullable(kept.get(whom))
            .filter(k -> k.until() > tasks.now())
            .ifPresent(k -> found.add(k.info())));
    return found.stream().findFirst();
  }

  private void keep(Jid whom, DiscoInfo info) {
    long until = tasks.in(FRESH);
    monitor.change(() -> {
      kept.putLast(whom, new Kept(info, until));
      if (kept.size() > MOST_KEPT) {
        kept.pollFirstEntry();
      }
    });
  }
}
