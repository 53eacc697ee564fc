package dev.ferry.transport;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Survey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The STUN and TURN servers that an account may ask: those set by hand, then those its server names
 * (XEP-0215). What the server names is kept for a while, but shorter than logins usually live. Any
 * task may call.
 *
 * <p>Everything is asked over TCP. A service named for UDP is tried over TCP at the same place, as
 * servers of both kinds are the rule.
 */
public final class ExternalServices implements IceTcpTransport.ServerFinder {
  static final String NAMESPACE = "urn:xmpp:extdisco:2";

  private static final long FRESH = 300_000_000_000L;
  private static final int MOST = 8;
  private static final int LONGEST = 1024;

  private record Found(List<StunServer> servers, long until) {}

  private final Tasks tasks;
  private final Survey survey;
  private final Jid server;
  private final List<StunServer> byHand;
  private final Monitor monitor;
  private Optional<Found> found = Optional.empty();

  public ExternalServices(Tasks tasks, IqRouter router, List<StunServer> byHand) {
    this.tasks = tasks;
    this.survey = new Survey(tasks, router);
    this.server = Jid.of(router.self().domain());
    this.byHand = List.copyOf(byHand);
    this.monitor = tasks.monitor();
  }

  @Override
  public List<StunServer> find(long deadline) throws InterruptedException {
    Set<StunServer> all = new LinkedHashSet<>(byHand);
    all.addAll(ofServer(deadline));
    return List.copyOf(all);
  }

  private List<StunServer> ofServer(long deadline) throws InterruptedException {
    List<Found> kept = new ArrayList<>(1);
    monitor.change(() -> found.filter(f -> f.until() > tasks.now()).ifPresent(kept::add));
    if (!kept.isEmpty()) {
      return kept.getFirst().servers();
    }
    Xml question = Xml.of("services", NAMESPACE);
    List<StunServer> servers =
        survey.ask(List.of(server), question, deadline).values().stream()
            .flatMap(answer -> read(answer).stream())
            .toList();
    monitor.change(() -> found = Optional.of(new Found(servers, tasks.in(FRESH))));
    return servers;
  }

  /** The servers of use in an answer, those that relay first. */
  static List<StunServer> read(Xml services) {
    Set<StunServer> relaying = new LinkedHashSet<>();
    Set<StunServer> telling = new LinkedHashSet<>();
    for (Xml service : services.all("service")) {
      Optional<StunServer> one = service(service);
      one.filter(StunServer::relay).ifPresent(relaying::add);
      one.filter(s -> !s.relay()).ifPresent(telling::add);
    }
    List<StunServer> all = new ArrayList<>(relaying);
    all.addAll(telling);
    return all.subList(0, Math.min(MOST, all.size()));
  }

  private static Optional<StunServer> service(Xml service) {
    String type = service.attribute("type").orElse("").toLowerCase(Locale.ROOT);
    boolean relay = type.startsWith("turn");
    boolean secure = type.endsWith("s");
    Optional<String> host = service.attribute("host").filter(Socks5Wire::isHost);
    OptionalLong port =
        WireNumber.read(service.attribute("port").orElse(secure ? "5349" : "3478"), 1, 0xFFFF);
    boolean known = Set.of("stun", "stuns", "turn", "turns").contains(type);
    boolean datagrams =
        secure && service.attribute("transport").filter("udp"::equalsIgnoreCase).isPresent();
    if (!known || datagrams || host.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StunServer(
            relay,
            secure ? Carriage.TLS : Carriage.TCP,
            host.get(),
            (int) port.getAsLong(),
            login(service)));
  }

  private static Optional<Login> login(Xml service) {
    Optional<String> name = service.attribute("username").filter(n -> n.length() <= LONGEST);
    Optional<String> password = service.attribute("password").filter(p -> p.length() <= LONGEST);
    return name.flatMap(n -> password.map(p -> new Login(n, p)));
  }
}
