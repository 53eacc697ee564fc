package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Our wish to be offered a published file by one device (XEP-0358 2.2), and the session that the
 * device opens for it, which is accepted when it is about that very file.
 *
 * <p>{@link #run} is called once, on the request's task; the rest may come from any.
 */
final class OutgoingStart implements Negotiation.Ongoing {
  private static final long ANSWER = 20_000_000_000L;
  private static final long SESSION = 60_000_000_000L;
  private static final int LONGEST_SID = 256;
  private static final Set<String> UNKNOWN =
      Set.of("service-unavailable", "feature-not-implemented", "bad-request");

  private final Tasks tasks;
  private final IqRouter router;
  private final Starts starts;
  private final Jid peer;
  private final FileOffer file;
  private final String publication;
  private final Supplier<Cargo> cargoes;
  private final Watcher watcher;
  private final Monitor monitor;
  private Optional<Iq.Reply> reply = Optional.empty();
  private boolean promised;
  private Optional<Arrival> session = Optional.empty();
  private Optional<Ended> ended = Optional.empty();
  private boolean over;

  /**
   * @param watcher is told every state but the end
   */
  OutgoingStart(
      Tasks tasks,
      IqRouter router,
      Starts starts,
      Jid peer,
      FileOffer file,
      String publication,
      Supplier<Cargo> cargoes,
      Watcher watcher) {
    this.tasks = tasks;
    this.router = router;
    this.starts = starts;
    this.peer = peer;
    this.file = file;
    this.publication = publication;
    this.cargoes = cargoes;
    this.watcher = watcher;
    this.monitor = tasks.monitor();
  }

  /** Answers how it ended; empty when the device does not know such wishes. */
  Optional<Ended> run() throws InterruptedException {
    try {
      Xml wish = Xml.of("start", Publication.NAMESPACE).with("id", publication);
      String id = router.ask(peer, Iq.Type.GET, wish, this::replied);
      if (!monitor.await(() -> reply.isPresent() || over, tasks.in(ANSWER))) {
        router.forget(id);
        return end(new EndReason.Unreachable(peer + " does not answer"));
      }
      Optional<Iq.Reply> answer = reply;
      if (answer.isEmpty()) {
        return end(new EndReason.Cancelled(Side.HERE));
      }
      return switch (answer.get()) {
        case Iq.Reply.Result _ -> promised ? session() : end(noSession());
        case Iq.Reply.Refused(StanzaError error) when UNKNOWN.contains(error.condition()) ->
            Optional.empty();
        case Iq.Reply.Refused(StanzaError error) ->
            end(
                new EndReason.StorageFailed(
                    Side.THERE, "the peer does not give this file: " + error));
        case Iq.Reply.Unanswered(String why) -> end(new EndReason.Unreachable(why));
      };
    } finally {
      over();
    }
  }

  private EndReason noSession() {
    return new EndReason.PeerFault(peer + " said that it starts a session and did not say which");
  }

  /** Runs on the router's task, before the session can come. */
  private void replied(Iq.Reply how) {
    Optional<String> sid =
        how instanceof Iq.Reply.Result(var payload)
            ? payload
                .filter(p -> p.is("starting", Publication.NAMESPACE))
                .flatMap(p -> p.attribute("sid"))
                .filter(s -> !s.isBlank() && s.length() <= LONGEST_SID)
            : Optional.empty();
    sid.ifPresent(s -> starts.expect(peer, s, this));
    monitor.change(() -> {
      promised = sid.isPresent();
      reply = Optional.of(how);
    });
  }

  /** Takes the session that was promised; nobody wants it any more when it comes too late. */
  Watcher arrived(Arrival arrival) {
    boolean[] late = {false};
    monitor.change(() -> {
      late[0] = over;
      session = Optional.of(arrival);
    });
    if (late[0]) {
      arrival.decline();
    }
    return this::seen;
  }

  private void seen(TransferState state) {
    if (state instanceof Ended end) {
      monitor.change(() -> ended = Optional.of(end));
    } else if (!(state instanceof TransferState.Offered)) {
      watcher.show(state);
    }
  }

  private Optional<Ended> session() throws InterruptedException {
    boolean there = monitor.await(() -> session.isPresent() || over, tasks.in(SESSION));
    Optional<Arrival> arrival = session;
    if (arrival.isEmpty()) {
      return end(
          there
              ? new EndReason.Cancelled(Side.HERE)
              : new EndReason.PeerFault(peer + " promised to offer the file and did not"));
    }
    Optional<EndReason> wrong = Grant.refusal(file, arrival.get().file());
    if (wrong.isPresent()) {
      arrival.get().decline();
      return end(wrong.get());
    }
    if (isOver()) {
      return end(new EndReason.Cancelled(Side.HERE));
    }
    arrival.get().accept(ExpectedCargo.of(cargoes.get(), file.hashes()));
    monitor.await(() -> ended.isPresent(), Tasks.NEVER);
    // A cancel that came before the yes ends an offer as declined.
    return ended.filter(e -> e.reason() instanceof EndReason.Declined).isPresent()
        ? end(new EndReason.Cancelled(Side.HERE))
        : ended;
  }

  private boolean isOver() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = over);
    return now[0];
  }

  private static Optional<Ended> end(EndReason why) {
    return Optional.of(new Ended(why));
  }

  /** Stops it; a session that comes later is declined. */
  @Override
  public void cancel() {
    over();
  }

  private void over() {
    List<Arrival> whom = new ArrayList<>(1);
    monitor.change(() -> {
      over = true;
      if (ended.isEmpty()) {
        session.ifPresent(whom::add);
      }
    });
    whom.forEach(Arrival::cancel);
  }
}
