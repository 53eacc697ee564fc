package dev.ferry.transport;

import dev.ferry.ice.server.StunServer;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Survey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The STUN and TURN servers that an account may ask: those set by hand, then those its server names
 * (XEP-0215). What the server names is kept for a while, no longer than its logins live and than it
 * says nothing else. Any task may call.
 *
 * <p>Everything is asked over TCP. A service named for UDP is tried over TCP at the same place, as
 * servers of both kinds are the rule.
 */
public final class ExternalServices implements IceTcpTransport.ServerFinder {
  private static final long FRESH = 300_000_000_000L;
  private static final Duration LONG = Duration.ofNanos(FRESH);

  /** A login that ends so soon is not begun with. */
  private static final long MARGIN = 30_000_000_000L;

  private static final int MOST = 8;

  private record Found(List<StunServer> servers, long until) {}

  private final Tasks tasks;
  private final IqRouter router;
  private final Survey survey;
  private final Jid self;
  private final Jid server;
  private final List<StunServer> byHand;
  private final Monitor monitor;
  private Optional<Found> found = Optional.empty();
  private int pushes;

  public ExternalServices(Tasks tasks, IqRouter router, List<StunServer> byHand) {
    this.tasks = tasks;
    this.router = router;
    this.survey = new Survey(tasks, router);
    this.self = router.self();
    this.server = Jid.of(router.self().domain());
    this.byHand = List.copyOf(byHand);
    this.monitor = tasks.monitor();
    router.serve("services", ExternalService.NAMESPACE, this::pushed);
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
    int[] before = {0};
    monitor.change(() -> before[0] = pushes);
    List<ExternalService> named = new ArrayList<>();
    Xml question = Xml.of("services", ExternalService.NAMESPACE);
    for (Xml answer : survey.ask(List.of(server), question, deadline).values()) {
      for (ExternalService service : ExternalService.read(answer).stream().limit(MOST).toList()) {
        named.add(service.restricted() ? admitted(service, deadline) : service);
      }
    }
    List<StunServer> servers = ordered(named);
    long fresh = named.stream().mapToLong(this::life).min().orElse(FRESH);
    monitor.change(() -> {
      // What was pushed meanwhile is newer than the answer.
      if (pushes == before[0]) {
        found = Optional.of(new Found(servers, tasks.in(fresh)));
      }
    });
    return servers;
  }

  /** With the login that the server gives for it; as it was where it gives none. */
  private ExternalService admitted(ExternalService service, long deadline)
      throws InterruptedException {
    return survey.ask(List.of(server), service.question(), deadline).values().stream()
        .flatMap(answer -> service.admitted(answer).stream())
        .findFirst()
        .orElse(service);
  }

  /** How long it may be used without asking again: nanoseconds. */
  private long life(ExternalService service) {
    return service
        .expires()
        .map(end -> Duration.between(tasks.timeOfDay(), end))
        .map(left -> left.compareTo(LONG) < 0 ? Math.max(0, left.toNanos() - MARGIN) : FRESH)
        .orElse(FRESH);
  }

  /** The server tells that something has changed (XEP-0215 3.2); the next who asks learns what. */
  private void pushed(Iq push) {
    boolean ours = push.peer().equals(server) || push.peer().equals(self.bare());
    if (push.type() != Iq.Type.SET || !ours) {
      router.answer(push.refusal(StanzaError.of("cancel", "service-unavailable")));
      return;
    }
    monitor.change(() -> {
      pushes++;
      found = Optional.empty();
    });
    router.answer(push.result());
  }

  /** The servers of use in an answer, those that relay first. */
  static List<StunServer> read(Xml services) {
    return ordered(ExternalService.read(services));
  }

  private static List<StunServer> ordered(List<ExternalService> services) {
    Set<StunServer> relaying = new LinkedHashSet<>();
    Set<StunServer> telling = new LinkedHashSet<>();
    for (ExternalService service : services) {
      StunServer one = service.server();
      (one.relay() ? relaying : telling).add(one);
    }
    List<StunServer> all = new ArrayList<>(relaying);
    all.addAll(telling);
    return all.subList(0, Math.min(MOST, all.size()));
  }
}
