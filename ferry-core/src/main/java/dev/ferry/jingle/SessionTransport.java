package dev.ferry.jingle;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.Route;
import dev.ferry.machine.StreamTimer;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Failures;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.security.NotSecured;
import dev.ferry.security.PlainSecurity;
import dev.ferry.security.Security;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The transports of one session at work, one after another: prepares and connects them on tasks of
 * its own, which post what came of it. Steered by the session's task.
 */
final class SessionTransport {
  private static final System.Logger LOG = System.getLogger(SessionTransport.class.getName());
  private static final int EARLY_INFOS = 32;
  private static final long PARTING = 2_000_000_000L;

  private final Tasks tasks;
  private final Duration patience;
  private final TaskScope scope;
  private final Consumer<SessionEvent> post;
  private final Monitor monitor;
  private final List<Xml> earlyInfos = new ArrayList<>();
  // Written by a preparing task before it posts its event, read after that event was taken.
  private volatile Optional<TransportLadder> ladder = Optional.empty();
  private volatile Optional<Transport.Negotiation> current = Optional.empty();
  private volatile Security security = new PlainSecurity();
  private volatile Optional<Xml> theirSecurity = Optional.empty();
  private Optional<Long> until = Optional.empty();
  // Guarded by the monitor: a transport that was given up may still find a way.
  private int number = 1;
  private Optional<Secured> found = Optional.empty();
  private Optional<Route> later = Optional.empty();

  /**
   * @param patience for a way to be found, all transports together
   * @param scope holds the tasks and the streams
   */
  SessionTransport(Tasks tasks, Duration patience, TaskScope scope, Consumer<SessionEvent> post) {
    this.tasks = tasks;
    this.patience = patience;
    this.scope = scope;
    this.post = post;
    this.monitor = tasks.monitor();
  }

  /** Takes what the session begins with. */
  void begin(Preparation.Ready ready) {
    ladder = Optional.of(ready.ladder());
    current = Optional.of(ready.transport());
    security = ready.security();
  }

  /** Our element is about to be sent: from now on the attempt hears what the peer says. */
  void proposing() {
    current.ifPresent(t -> earlyInfos.forEach(t::informed));
    earlyInfos.clear();
  }

  /** What the peer's yes says of the protection. */
  void secured(Optional<Xml> theirs) {
    theirSecurity = theirs;
  }

  void accepted(Xml answer) {
    current.ifPresent(t -> t.accepted(answer));
  }

  /** What the peer says of its candidates may come before our own attempt is prepared. */
  void informed(Xml info) {
    if (current.isPresent()) {
      current.get().informed(info);
    } else if (earlyInfos.size() < EARLY_INFOS) {
      earlyInfos.add(info);
    }
  }

  /**
   * Prepares our next transport.
   *
   * @param rejected whether the peer did not want the one proposed last
   */
  void prepareNext(int next, boolean rejected) {
    giveUp(next);
    prepare(
        next,
        failed -> {
          TransportLadder rungs = ladder.orElseThrow();
          if (rejected) {
            rungs.rejected().ifPresent(failed::add);
          }
          if (!inTime()) {
            failed.add(late());
            return Optional.empty();
          }
          return rungs.propose(failed);
        });
  }

  /** Says for how long a peer is waited for that is there and does nothing. */
  private Attempt late() {
    return new Attempt(
        Route.IN_BAND,
        "waiting for the other side",
        "it proposes no other way, and all ways together have %d s"
            .formatted(patience.toSeconds()));
  }

  /** Prepares the transport that the peer proposes. */
  void prepareAnswer(int next, Xml offered) {
    giveUp(next);
    prepare(
        next,
        failed -> {
          try {
            return Optional.of(ladder.orElseThrow().answer(offered));
          } catch (IOException e) {
            String what = "the peer's proposal " + offered.namespace();
            failed.add(new Attempt(Route.DIRECT, what, Failures.words(e)));
            return Optional.empty();
          }
        });
  }

  /** Yields the transport that takes the place of the present one. */
  private interface Source {
    Optional<Transport.Negotiation> find(List<Attempt> failed) throws InterruptedException;
  }

  private void prepare(int next, Source source) {
    scope.fork(
        "prepare transport " + next,
        () -> {
          List<Attempt> failed = new ArrayList<>();
          Optional<Transport.Negotiation> prepared = source.find(failed);
          current = prepared;
          post.accept(
              prepared.isPresent()
                  ? new SessionEvent.Replacement(next, prepared.get().element(), failed)
                  : new SessionEvent.NoReplacement(next, failed, inTime()));
        });
  }

  private void giveUp(int next) {
    monitor.change(() -> {
      number = next;
      later = Optional.empty();
    });
    current.ifPresent(Transport.Negotiation::close);
    current = Optional.empty();
  }

  /** What a new session with this peer could still try. */
  List<TransportLadder.Rung> untried() {
    return ladder.map(TransportLadder::untried).orElse(List.of());
  }

  private boolean inTime() {
    return until.isEmpty() || until.get() > tasks.now();
  }

  /** Looks for a way; half of the time is left for what may have to be tried after it. */
  void connect(int which) {
    until = until.or(() -> Optional.of(tasks.in(patience.toNanos())));
    long left = Math.max(0, until.get() - tasks.now());
    boolean more = ladder.map(TransportLadder::mayGoOn).orElse(false);
    long deadline = tasks.in(more ? left / 2 : left);
    Transport.Negotiation attempt = current.orElseThrow();
    scope.fork("connect by transport " + which, () -> connect(which, attempt, deadline));
  }

  private void connect(int which, Transport.Negotiation attempt, long deadline)
      throws InterruptedException {
    try {
      security.agree(theirSecurity, deadline);
      attempt.watch(route -> rerouted(which, route));
      Carrier carrier = attempt.connect(deadline);
      scope.own(carrier.stream());
      connected(which, carrier, deadline);
    } catch (NoCarrier none) {
      failed(which, none);
    } catch (NotSecured refused) {
      post.accept(refusal(String.valueOf(refused.getMessage())));
    }
  }

  private void rerouted(int which, Route route) {
    monitor.change(() -> {
      if (which == number) {
        later = Optional.of(route);
      }
    });
    post.accept(new SessionEvent.Rerouted());
  }

  private void connected(int which, Carrier carrier, long deadline)
      throws NotSecured, InterruptedException {
    try {
      Secured way = Secured.of(tasks, security, carrier, deadline);
      boolean[] late = {false};
      monitor.change(() -> {
        late[0] = which != number;
        found = late[0] ? found : Optional.of(way);
      });
      if (late[0]) {
        drop(carrier);
      }
      post.accept(new SessionEvent.CarrierFound(which, carrier.inBand()));
    } catch (IOException e) {
      drop(carrier);
      String what = "encrypting the connection, " + carrier.route();
      Attempt attempt = new Attempt(carrier.route(), what, Failures.words(e));
      failed(which, new NoCarrier(List.of(attempt)));
    }
  }

  private void drop(Carrier carrier) {
    scope.release(carrier.stream());
    carrier.stream().close();
  }

  /** Who takes the peer's place on one way cannot keep the others from being tried. */
  private void failed(int which, NoCarrier none) {
    security
        .violation()
        .map(why -> why + ": somebody on the way may have taken its place")
        .ifPresent(why -> post.accept(new SessionEvent.Betrayed(why)));
    if (none.peerGone()) {
      post.accept(new SessionEvent.PeerGone());
    }
    post.accept(new SessionEvent.CarrierFailed(which, none.attempts(), none.peerGaveUp()));
  }

  private static SessionEvent refusal(String why) {
    return new SessionEvent.ContentFailed(new EndReason.SecurityRefused(why));
  }

  /** The way that was found. */
  Secured found() {
    return way().orElseThrow();
  }

  Optional<Secured> way() {
    List<Secured> way = new ArrayList<>(1);
    monitor.change(() -> found.ifPresent(way::add));
    return way.stream().findFirst();
  }

  /** Which way the bytes go now. */
  Route route(Secured way) {
    List<Route> now = new ArrayList<>(1);
    monitor.change(() -> now.add(later.orElse(way.carrier().route())));
    return now.getFirst();
  }

  /**
   * Receiver: ends the stream in order, which says that all bytes were taken. Where records pass it
   * a close alone would look like a break.
   */
  void part() throws InterruptedException {
    Optional<Secured> way = way().filter(w -> !w.carrier().inBand());
    if (way.isPresent()) {
      ByteStream stream = way.get().carrier().stream();
      try {
        StreamTimer.within(tasks, stream, tasks.in(PARTING), () -> end(stream));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "the sender is not there any more either", e);
      }
    }
  }

  private static ByteStream end(ByteStream stream) throws IOException, InterruptedException {
    stream.closeOutput();
    return stream;
  }

  void close() {
    current.ifPresent(Transport.Negotiation::close);
  }
}
