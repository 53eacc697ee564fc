package dev.ferry.sim.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.sim.xmpp.Passage.Fate;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who gets which stanza, and who answers it when it is for no client (RFC 6121 8). */
final class Routing {
  private final Tasks tasks;
  private final Monitor monitor;
  private final Jid domain;
  private final Clients clients;
  private final Register register;
  private final List<Component> components = new CopyOnWriteArrayList<>();
  private Optional<PersonalNodes> nodes = Optional.empty();
  private long latency;

  Routing(Tasks tasks, Monitor monitor, Jid domain, Clients clients, Register register) {
    this.tasks = tasks;
    this.monitor = monitor;
    this.domain = domain;
    this.clients = clients;
    this.register = register;
  }

  void latency(long nanos) {
    monitor.change(() -> latency = nanos);
  }

  void keep(PersonalNodes personal) {
    monitor.change(() -> nodes = Optional.of(personal));
  }

  void add(Component component) {
    components.add(component);
  }

  void route(SimLink from, Xml stanza, long delay) {
    Optional<Jid> to = stanza.attribute("to").flatMap(Jid::parse);
    switch (stanza.name()) {
      case "iq" -> routeIq(from, to.orElse(from.self().bare()), stanza, delay);
      case "message" -> routeTo(to.orElse(from.self().bare()), stanza, delay);
      case "presence" ->
          to.ifPresentOrElse(t -> routeTo(t, stanza, delay), () -> show(from, stanza));
      default -> throw new IllegalArgumentException("no stanza: " + stanza.name());
    }
  }

  private void routeIq(SimLink from, Jid to, Xml stanza, long delay) {
    Optional<Iq> request = Iq.read(stanza, from.self());
    if (to.equals(domain) && nodes.filter(n -> n.learned(from.self(), stanza)).isPresent()) {
      return;
    }
    if (to.isFull() || request.isEmpty()) {
      routeTo(to, stanza, delay);
      return;
    }
    register.note(stanza, Fate.ANSWERED);
    deliver(from, answer(to, request.get()).with("from", to.toString()), delay);
  }

  private Xml answer(Jid to, Iq request) {
    if (to.equals(domain)) {
      return ServerAnswers.forServer(request, components.stream().map(Component::jid).toList());
    }
    if (clients.hasAccount(to)) {
      Optional<Xml> personal = nodes.flatMap(n -> n.answer(to, request));
      if (personal.isPresent()) {
        return personal.get();
      }
      return ServerAnswers.forAccount(request);
    }
    String nobody =
        to.domain().equals(domain.domain()) ? "service-unavailable" : "remote-server-not-found";
    return components.stream()
        .filter(c -> c.jid().equals(to))
        .map(c -> c.answer(request).orElse(ServerAnswers.unavailable(request)))
        .findFirst()
        .orElse(request.refusal(StanzaError.of("cancel", nobody)));
  }

  private void routeTo(Jid to, Xml stanza, long delay) {
    List<SimLink> takers = clients.at(to);
    register.note(stanza, takers.isEmpty() ? Fate.UNDELIVERED : Fate.ROUTED);
    takers.forEach(t -> deliver(t, stanza, delay));
    if (takers.isEmpty()) {
      bounce(stanza);
    }
  }

  private void show(SimLink from, Xml presence) {
    boolean available = presence.attribute("type").isEmpty();
    boolean[] newcomer = {false};
    List<SimLink> others = clients.present();
    monitor.change(() -> {
      newcomer[0] = available && from.presence().isEmpty();
      from.present(available ? Optional.of(presence) : Optional.empty());
    });
    register.note(presence, Fate.ROUTED);
    if (available) {
      nodes.ifPresent(n -> n.met(from.self()));
    }
    if (newcomer[0]) {
      others.stream().flatMap(o -> o.presence().stream()).forEach(p -> deliver(from, p, 0));
    }
    broadcast(presence);
  }

  /** To all that are present, the sender included. */
  void broadcast(Xml presence) {
    clients.present().forEach(l -> deliver(l, presence.with("to", l.self().toString()), 0));
  }

  /** A request that reaches nobody is answered with an error (RFC 6121 8.5.3.2.3). */
  void bounce(Xml stanza) {
    if (stanza.name().equals("iq")) {
      Iq.read(stanza, domain).ifPresent(r -> bounce(r, stanza));
    }
  }

  private void bounce(Iq request, Xml stanza) {
    String absent = stanza.attribute("to").orElse(domain.toString());
    clients
        .find(request.peer())
        .ifPresent(s -> deliver(s, ServerAnswers.unavailable(request).with("from", absent), 0));
  }

  void deliver(SimLink to, Xml stanza, long delay) {
    monitor.change(() -> to.deliver(stanza, tasks.now() + latency + delay));
  }
}
