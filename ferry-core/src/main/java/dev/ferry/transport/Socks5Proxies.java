package dev.ferry.transport;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.IqRouter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The SOCKS5 proxies that an account may offer: those set by hand, then those its server names
 * (XEP-0065 4). What the server names is kept for a while. Any task may call.
 */
public final class Socks5Proxies implements Socks5Transport.ProxyFinder {
  private static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
  private static final long FRESH = 3_600_000_000_000L;
  private static final int MOST_ITEMS = 32;

  private record Found(List<Socks5Proxy> proxies, long until) {}

  private final Tasks tasks;
  private final IqRouter router;
  private final Disco disco;
  private final List<Socks5Proxy> byHand;
  private final Monitor monitor;
  private Optional<Found> found = Optional.empty();

  public Socks5Proxies(Tasks tasks, IqRouter router, Disco disco, List<Socks5Proxy> byHand) {
    this.tasks = tasks;
    this.router = router;
    this.disco = disco;
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
    List<Socks5Proxy> asked = ask(deadline);
    // An answer that came too late to be complete is not worth keeping.
    if (tasks.now() < deadline) {
      Found fresh = new Found(asked, tasks.in(FRESH));
      monitor.change(() -> found = Optional.of(fresh));
    }
    return asked;
  }

  private List<Socks5Proxy> ask(long deadline) throws InterruptedException {
    Jid server = Jid.of(router.self().domain());
    List<Socks5Proxy> proxies = new ArrayList<>();
    for (Jid item : disco.items(server, deadline).stream().limit(MOST_ITEMS).toList()) {
      boolean isProxy =
          disco.info(item, deadline).filter(i -> i.is("proxy", "bytestreams")).isPresent();
      if (isProxy) {
        proxies.addAll(streamhosts(item, deadline));
      }
    }
    return proxies;
  }

  private List<Socks5Proxy> streamhosts(Jid proxy, long deadline) throws InterruptedException {
    Xml query = Xml.of("query", BYTESTREAMS);
    if (!(router.request(proxy, Iq.Type.GET, query, deadline)
        instanceof Iq.Reply.Result(Optional<Xml> answer))) {
      return List.of();
    }
    return answer.stream()
        .flatMap(a -> a.all("streamhost").stream())
        .flatMap(s -> streamhost(s).stream())
        .toList();
  }

  private static Optional<Socks5Proxy> streamhost(Xml element) {
    Optional<Jid> jid = element.attribute("jid").flatMap(Jid::parse);
    Optional<String> host = element.attribute("host").filter(h -> !h.isBlank());
    int port = port(element.attribute("port").orElse("1080"));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : jid.flatMap(j -> host.map(h -> new Socks5Proxy(j, h, port)));
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException odd) {
      return 0;
    }
  }
}
