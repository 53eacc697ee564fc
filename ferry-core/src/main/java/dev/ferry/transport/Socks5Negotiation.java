package dev.ferry.transport;

import dev.ferry.machine.MachineLoop;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Socks5Nomination.Effect;
import dev.ferry.transport.Socks5Nomination.Event;
import dev.ferry.transport.Socks5Nomination.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt at SOCKS5 bytestreams (XEP-0260): drives {@link Socks5Nomination} and does what it
 * says. The task of {@link #connect} alone holds the state; everybody else posts events.
 */
final class Socks5Negotiation implements Transport.Negotiation {
  private static final System.Logger LOG = System.getLogger(Socks5Negotiation.class.getName());

  /** The namespace of activation (XEP-0065 6.3.5). */
  private static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";

  private static final int MOST_EVENTS = 512;
  private static final int MOST_PEER_MESSAGES = 64;
  private static final long SECOND = 1_000_000_000L;

  /** How long a stream may lag behind the peer's word that it is there. */
  private static final long ARRIVAL = 5 * SECOND;

  private static final long ACTIVATION = 30 * SECOND;

  private final TransportContext context;
  private final Tasks tasks;
  private final Socks5Places places;
  private final Socks5Report report;
  private final Socks5PeerOffer peerOffer;
  private final TaskScope scope;
  private final Socks5Dialer dialer;
  private final Mailbox<Event> mailbox;
  private final Monitor monitor;
  private final Map<Socks5Candidate, ByteStream> reached = new HashMap<>();
  private final List<TaskHandle> dialing = new ArrayList<>();
  private int peerMessages;

  Socks5Negotiation(TransportContext context, Socks5Places places) {
    this.context = context;
    this.tasks = context.world().tasks();
    this.places = places;
    this.report = new Socks5Report(context, places.candidates());
    this.peerOffer = new Socks5PeerOffer(context, places.message().sid());
    this.scope = new TaskScope(tasks);
    places.listeners().values().forEach(scope::own);
    this.dialer =
        new Socks5Dialer(context.world(), scope, places.rule(context.world()), context.layer());
    this.mailbox = new Mailbox<>(tasks, MOST_EVENTS);
    this.monitor = tasks.monitor();
  }

  @Override
  public Xml element() {
    return Socks5Wire.write(places.message());
  }

  @Override
  public void accepted(Xml answer) {
    Optional<Socks5Message> message = Socks5Wire.read(answer);
    if (message.isPresent() && message.get() instanceof Socks5Message.Candidates candidates) {
      offered(candidates);
    } else {
      // An answer that makes no sense offers nothing; the peer may yet reach us.
      mailbox.post(new Event.Found(List.of()));
    }
  }

  /** Takes the candidates of the peer's offer or answer. */
  void offered(Socks5Message.Candidates candidates) {
    mailbox.post(new Event.Found(peerOffer.admit(candidates)));
  }

  @Override
  public void informed(Xml info) {
    Optional<Socks5Message> message =
        Socks5Wire.read(info).filter(m -> m.sid().equals(places.message().sid()));
    if (message.isEmpty() || ++peerMessages > MOST_PEER_MESSAGES) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: ignored {1}", name(), info.children());
      return;
    }
    mailbox.post(
        switch (message.get()) {
          case Socks5Message.Candidates more -> new Event.Found(peerOffer.admit(more));
          case Socks5Message.CandidateUsed(_, String cid) -> new Event.PeerUsed(cid);
          case Socks5Message.CandidateError _ -> new Event.PeerGaveUp();
          case Socks5Message.Activated(_, String cid) -> new Event.PeerActivated(cid);
          case Socks5Message.ProxyError _ -> new Event.PeerProxyFailed();
        });
  }

  @Override
  public Carrier connect(long deadline) throws NoCarrier, InterruptedException {
    var loop = new MachineLoop<State, Event, Effect>(name(), tasks, mailbox, Socks5Nomination::on);
    loop.timer(new Event.Expired(), deadline - tasks.now());
    try {
      State start = Socks5Nomination.start(context.initiator(), places.candidates());
      State end = loop.run(start, Socks5Nomination::isFinal, effect -> act(effect, deadline));
      if (end instanceof State.Settled(Socks5Candidate candidate, boolean ours)) {
        ByteStream stream = stream(candidate, ours, deadline);
        scope.release(stream);
        return new Carrier(stream, Socks5Dialer.route(candidate), false);
      }
      if (end instanceof State.Failed failed) {
        throw new NoCarrier(report.attempts(failed), failed.peerGaveUp());
      }
      throw new IllegalStateException("not final: " + end);
    } finally {
      close();
    }
  }

  private ByteStream stream(Socks5Candidate candidate, boolean ours, long deadline)
      throws NoCarrier, InterruptedException {
    Optional<Socks5Listener> listener =
        Optional.ofNullable(places.listeners().get(candidate.cid())).filter(_ -> ours);
    Optional<ByteStream> stream =
        listener.isPresent()
            ? listener.get().take(Math.min(deadline, tasks.in(ARRIVAL)))
            : dialed(candidate);
    return stream.orElseThrow(() -> {
      String place = Socks5Dialer.place(candidate);
      String why = "the peer says that it reached " + place + ", but no connection came";
      return new NoCarrier(report.attempts(new State.Failed(why, false, Optional.empty())));
    });
  }

  private Optional<ByteStream> dialed(Socks5Candidate candidate) {
    List<ByteStream> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(reached.get(candidate)).ifPresent(found::add));
    return found.stream().findFirst();
  }

  private void act(Effect effect, long deadline) {
    String sid = places.message().sid();
    switch (effect) {
      case Effect.Dial(List<Socks5Candidate> candidates) ->
          start("trying the peer's SOCKS5 candidates", () -> dial(candidates, deadline))
              .ifPresent(dialing::add);
      case Effect.StopDialing _ -> dialing.forEach(TaskHandle::interrupt);
      case Effect.TellUsed(Socks5Candidate c) ->
          tell(new Socks5Message.CandidateUsed(sid, c.cid()));
      case Effect.TellError _ -> tell(new Socks5Message.CandidateError(sid));
      case Effect.TellActivated(Socks5Candidate c) ->
          tell(new Socks5Message.Activated(sid, c.cid()));
      case Effect.TellProxyError _ -> tell(new Socks5Message.ProxyError(sid));
      case Effect.Activate(Socks5Candidate proxy) ->
          start("activating the proxy " + proxy.jid(), () -> activate(proxy, deadline));
    }
  }

  private void dial(List<Socks5Candidate> candidates, long deadline) throws InterruptedException {
    // The peer must still hear of the outcome and answer.
    long margin = Math.min(3 * SECOND, (deadline - tasks.now()) / 4);
    try {
      var won =
          dialer.race(candidates, peerOffer.destination(), deadline - margin, this::unreached);
      monitor.change(() -> reached.put(won.candidate(), won.stream()));
      mailbox.post(new Event.Connected(won.candidate()));
    } catch (IOException none) {
      candidates.forEach(c -> unreached(c, "not reached in time"));
    }
  }

  private void unreached(Socks5Candidate candidate, String why) {
    report.failed(candidate, why);
    mailbox.post(new Event.Unreached(candidate));
  }

  private void activate(Socks5Candidate proxy, long deadline) throws InterruptedException {
    String destination = places.message().dstaddr().orElseThrow();
    try {
      var connected = dialer.dial(proxy, destination, deadline);
      Xml query =
          Xml.of("query", BYTESTREAMS)
              .with("sid", places.message().sid())
              .with(Xml.of("activate", BYTESTREAMS).withText(context.peer().toString()));
      long end = Math.min(deadline, tasks.in(ACTIVATION));
      Iq.Reply reply = context.router().request(proxy.jid(), Iq.Type.SET, query, end);
      monitor.change(() -> reached.put(proxy, connected.stream()));
      mailbox.post(
          switch (reply) {
            case Iq.Reply.Result _ -> new Event.ProxyActivated();
            case Iq.Reply.Refused(var error) ->
                new Event.ProxyFailed("it refused the activation: " + error);
            case Iq.Reply.Unanswered(String why) -> new Event.ProxyFailed(why);
          });
    } catch (IOException e) {
      mailbox.post(new Event.ProxyFailed(String.valueOf(e.getMessage())));
    }
  }

  private void tell(Socks5Message message) {
    start(
        "telling the peer",
        () -> {
          try {
            context.signal().info(Socks5Wire.write(message));
            mailbox.post(new Event.Told());
          } catch (IOException e) {
            mailbox.post(new Event.NotTold(String.valueOf(e.getMessage())));
          }
        });
  }

  /** Forks a task; nothing when the negotiation was closed meanwhile, which the loop will hear. */
  private Optional<TaskHandle> start(String what, Task task) {
    try {
      return Optional.of(scope.fork(what, task));
    } catch (ScopeClosed closed) {
      return Optional.empty();
    }
  }

  private String name() {
    return "SOCKS5 bytestream " + places.message().sid();
  }

  /** Stops everything and closes what was not handed out. */
  @Override
  public void close() {
    mailbox.post(new Event.Closed());
    scope.close();
  }
}
