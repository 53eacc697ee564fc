package dev.ferry.transport;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Survey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The SOCKS5 proxies that an account may offer: those set by hand, then those its server names
 * (XEP-0065 4). What the server names is kept for a while; that it named none, for a shorter while.
 * Any task may call.
 */
public final class Socks5Proxies implements Socks5Transport.ProxyFinder {
  /** The namespace of the question for a proxy's address, and a proxy's feature. */
  public static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";

  private static final long FRESH = 3_600_000_000_000L;
  private static final long FRESH_IF_NONE = 60_000_000_000L;
  private static final int MOST_ITEMS = 32;

  private record Found(List<Socks5Proxy> proxies, long until) {}

  private final Tasks tasks;
  private final Disco disco;
  private final Survey survey;
  private final Jid server;
  private final List<Socks5Proxy> byHand;
  private final Monitor monitor;
  private Optional<Found> found = Optional.empty();

  public Socks5Proxies(Tasks tasks, IqRouter router, Disco disco, List<Socks5Proxy> byHand) {
    this.tasks = tasks;
    this.disco = disco;
    this.survey = new Survey(tasks, router);
    this.server = Jid.of(router.self().domain());
    this.byHand = List.copyOf(byHand);
    this.monitor = tasks.monitor();
  }

  @Override
  public List<Socks5Proxy> find(long deadline) throws InterruptedException {
    Set<Socks5Proxy> all = new LinkedHashSet<>(byHand);
    all.addAll(ofServer(deadline));
    return List.copyOf(all);
  }

  private List<Socks5Proxy> ofServer(long deadline) throws InterruptedException {
    List<Found> kept = new ArrayList<>(1);
    monitor.change(() -> found.filter(f -> f.until() > tasks.now()).ifPresent(kept::add));
    if (!kept.isEmpty()) {
      return kept.getFirst().proxies();
    }
    List<Socks5Proxy> proxies = ask(deadline);
    Found fresh = new Found(proxies, tasks.in(proxies.isEmpty() ? FRESH_IF_NONE : FRESH));
    monitor.change(() -> found = Optional.of(fresh));
    return proxies;
  }

  /** Half of the time left is for finding out who is a proxy: one service may never answer. */
  private List<Socks5Proxy> ask(long deadline) throws InterruptedException {
    List<Jid> items = disco.items(server, deadline);
    List<Jid> some = items.subList(0, Math.min(MOST_ITEMS, items.size()));
    long half = tasks.in((deadline - tasks.now()) / 2);
    List<Jid> proxies =
        disco.infos(some, half).entrySet().stream()
            .filter(e -> e.getValue().is("proxy", "bytestreams"))
            .map(Map.Entry::getKey)
            .toList();
    return survey.ask(proxies, Xml.of("query", BYTESTREAMS), deadline).values().stream()
        .flatMap(answer -> answer.all("streamhost").stream())
        .flatMap(streamhost -> read(streamhost).stream())
        .toList();
  }

  /** The JID is kept whole: some servers give it a resource, and want to be asked there. */
  private static Optional<Socks5Proxy> read(Xml streamhost) {
    Optional<Jid> jid = streamhost.attribute("jid").flatMap(Jid::parse);
    Optional<String> host = streamhost.attribute("host").filter(Socks5Wire::isHost);
    OptionalLong port =
        WireNumber.read(streamhost.attribute("port").orElse(Socks5Wire.DEFAULT_PORT), 1, 0xFFFF);
    return port.isEmpty()
        ? Optional.empty()
        : jid.flatMap(j -> host.map(h -> new Socks5Proxy(j, h, (int) port.getAsLong())));
  }
}
