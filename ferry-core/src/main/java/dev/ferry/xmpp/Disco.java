package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Service discovery (XEP-0030): says what this device can do, and asks others.
 *
 * <p>Answers of others are kept for a while, those of a resource as long as its presence shows the
 * same capabilities. An answer that was verified against them stands for all with the same ones
 * (XEP-0115 5.4). All methods may be called from any task; those that ask wait.
 */
public final class Disco {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final String ITEMS = "http://jabber.org/protocol/disco#items";

  /** What this class and the capabilities in presence add to a device's features. */
  public static final List<String> FEATURES = List.of(INFO, ITEMS, Caps.NAMESPACE);

  private static final long FRESH = 600_000_000_000L;
  private static final int MOST_KEPT = 512;

  /** An answer, and what the entity's presence showed when it was asked. */
  private record Kept(DiscoInfo info, Optional<Caps> shown, long until) {}

  private final Tasks tasks;
  private final IqRouter router;
  private final Presences presences;
  private final Survey survey;
  private final Monitor monitor;
  private final SequencedMap<Jid, Kept> kept = new LinkedHashMap<>();
  private final SequencedMap<Caps, DiscoInfo> verified = new LinkedHashMap<>();

  public Disco(Tasks tasks, IqRouter router, Presences presences) {
    this.tasks = tasks;
    this.router = router;
    this.presences = presences;
    this.survey = new Survey(tasks, router);
    this.monitor = tasks.monitor();
  }

  /**
   * Begins to answer.
   *
   * @param own what this device is and can do
   * @param caps the capabilities in its presence; their node may be asked for
   */
  public void serve(DiscoInfo own, Caps caps) {
    router.serve(
        "query",
        INFO,
        request -> answer(request, Set.of("", caps.discoNode(), caps.node()), own.toXml()));
    router.serve("query", ITEMS, request -> answer(request, Set.of(""), Xml.of("query", ITEMS)));
  }

  private void answer(Iq request, Set<String> nodes, Xml answer) {
    Optional<String> node = request.payload().attribute("node");
    if (request.type() == Iq.Type.SET) {
      router.answer(request.refusal(StanzaError.of("cancel", "feature-not-implemented")));
    } else if (nodes.contains(node.orElse(""))) {
      router.answer(request.result(answer.with("node", node)));
    } else {
      router.answer(request.refusal(StanzaError.of("cancel", "item-not-found")));
    }
  }

  /**
   * What an entity is and can do.
   *
   * @return empty when it refuses or does not answer by the deadline
   */
  public Optional<DiscoInfo> info(Jid whom, long deadline) throws InterruptedException {
    return Optional.ofNullable(infos(List.of(whom), deadline).get(whom));
  }

  /**
   * What several entities are and can do; they are asked at once.
   *
   * @return in the order asked; who refuses or does not answer by the deadline is left out
   */
  public SequencedMap<Jid, DiscoInfo> infos(Collection<Jid> whom, long deadline)
      throws InterruptedException {
    SequencedMap<Jid, Optional<Caps>> shown = new LinkedHashMap<>();
    whom.forEach(one -> shown.put(one, presences.caps(one)));
    SequencedMap<Jid, DiscoInfo> infos = new LinkedHashMap<>();
    monitor.change(() -> shown.forEach((one, caps) -> known(one, caps, infos)));
    Set<Jid> unknown = new LinkedHashSet<>(shown.keySet());
    unknown.removeAll(infos.keySet());
    if (!unknown.isEmpty()) {
      var answers = survey.ask(unknown, Xml.of("query", INFO), deadline);
      monitor.change(() -> answers.forEach((one, query) -> keep(one, query, shown, infos)));
    }
    SequencedMap<Jid, DiscoInfo> inOrder = new LinkedHashMap<>();
    shown.keySet().stream()
        .filter(infos::containsKey)
        .forEach(one -> inOrder.put(one, infos.get(one)));
    return inOrder;
  }

  private void known(Jid whom, Optional<Caps> shown, SequencedMap<Jid, DiscoInfo> infos) {
    Optional.ofNullable(kept.get(whom))
        .filter(k -> k.until() > tasks.now() && k.shown().equals(shown))
        .map(Kept::info)
        .or(() -> shown.map(verified::get))
        .ifPresent(info -> infos.put(whom, info));
  }

  private void keep(
      Jid whom,
      Xml query,
      SequencedMap<Jid, Optional<Caps>> shown,
      SequencedMap<Jid, DiscoInfo> infos) {
    if (!query.is("query", INFO)) {
      return;
    }
    DiscoInfo info = DiscoInfo.read(query);
    infos.put(whom, info);
    Optional<Caps> caps = shown.getOrDefault(whom, Optional.empty());
    remember(kept, whom, new Kept(info, caps, tasks.in(FRESH)));
    caps.filter(c -> c.verify(query)).ifPresent(c -> remember(verified, c, info));
  }

  /** Beyond the bound the oldest is forgotten. */
  private static <K, V> void remember(SequencedMap<K, V> map, K key, V value) {
    map.putLast(key, value);
    if (map.size() > MOST_KEPT) {
      map.pollFirstEntry();
    }
  }

  /** The entities that an entity knows of; empty also when it does not answer. */
  public List<Jid> items(Jid whom, long deadline) throws InterruptedException {
    return survey.ask(List.of(whom), Xml.of("query", ITEMS), deadline).values().stream()
        .filter(query -> query.is("query", ITEMS))
        .flatMap(query -> query.all("item").stream())
        .flatMap(item -> item.attribute("jid").flatMap(Jid::parse).stream())
        .distinct()
        .toList();
  }
}
