package dev.ferry.jingle;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.jingle.TransportLadder.Rung;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Current;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.security.Security;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.Census;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An offer of ours: a session, and another after it where the peer cannot replace the transport of
 * the first. What is shown is one transfer.
 *
 * <p>{@link #run} is the offer's own task; {@link #cancel} may come from any.
 */
final class OutgoingOffer implements Negotiation.Ongoing {
  private static final int SID_BYTES = 16;
  private static final int MOST_SESSIONS = 4;
  private static final long SECOND = 1_000_000_000L;

  /** For so long what the peer lacked may be on its way. */
  private static final long SOON = 15 * SECOND;

  private final World world;
  private final IqRouter router;
  private final Peers peers;
  private final TransportChoice choice;
  private final Thumbnails thumbnails;
  private final JingleSettings settings;
  private final Sessions<SessionTask> table;
  private final FileOffer file;
  private final SendOptions options;
  private final Cargo cargo;
  private final Watcher watcher;
  private final Monitor monitor;
  private final Current current;
  private final List<Attempt> failed = new ArrayList<>();
  private Optional<String> named = Optional.empty();
  private Jid peer;
  private Optional<TransferState.Ended> end = Optional.empty();
  private Optional<Security> security = Optional.empty();

  OutgoingOffer(
      World world,
      IqRouter router,
      Peers peers,
      TransportChoice choice,
      Thumbnails thumbnails,
      JingleSettings settings,
      Sessions<SessionTask> table,
      Jid whom,
      FileOffer file,
      SendOptions options,
      Cargo cargo,
      Watcher watcher) {
    this.world = world;
    this.router = router;
    this.peers = peers;
    this.choice = choice;
    this.thumbnails = thumbnails;
    this.settings = settings;
    this.table = table;
    this.file = file;
    this.options = options;
    this.cargo = cargo;
    this.watcher = watcher;
    this.monitor = world.tasks().monitor();
    this.current = new Current(world.tasks());
    this.peer = whom;
  }

  /** The id of its first session, where the peer was told it; said before {@link #run}. */
  void named(String sid) {
    named = Optional.of(sid);
  }

  void run() throws InterruptedException {
    try {
      sessions();
      boolean again = cargo.abilities().again().isPositive();
      if (again && end.filter(OutgoingOffer::isPassing).isPresent() && wouldFareBetter()) {
        sessions();
      }
    } finally {
      watcher.show(end.orElseGet(OutgoingOffer::stopped));
    }
  }

  /** Runs one session after another while there is a way left to try. */
  private void sessions() throws InterruptedException {
    List<Rung> left = List.of();
    int sessions = 0;
    do {
      left = session(left);
      sessions++;
    } while (!left.isEmpty() && sessions < MOST_SESSIONS && !current.isCancelled());
  }

  private static boolean isPassing(TransferState.Ended ended) {
    return ended.reason() instanceof EndReason.SecurityRefused(String _, boolean passing)
        && passing;
  }

  /** Waits for what the peer lacked to open what it was offered. */
  private boolean wouldFareBetter() throws InterruptedException {
    Tasks tasks = world.tasks();
    long until = tasks.in(SOON);
    Security refused = security.orElseThrow();
    boolean better = false;
    while (!better && !current.isCancelled() && tasks.now() < until) {
      better = refused.wouldFareBetter(until);
      if (!better) {
        current.awaitCancel(Math.min(until, tasks.in(SECOND)));
      }
    }
    if (current.isCancelled()) {
      end = Optional.of(stopped());
    }
    return better && !current.isCancelled();
  }

  /** Runs one session; answers what another could still try. */
  private List<Rung> session(List<Rung> left) throws InterruptedException {
    var stanzas =
        new SessionStanzas(
            router.self(),
            named.orElseGet(() -> world.random().token(SID_BYTES)),
            "file",
            Senders.INITIATOR,
            SessionStanzas.describe(file, cargo.abilities(), FileDescriptionCodec.NAMESPACE));
    named = Optional.empty();
    SessionTask session =
        new SessionTask(world, router, settings.patience(), stanzas, peer, true, this::show);
    Terms terms =
        Terms.of(true, true, stanzas.content(), file.hashes(), false)
            .comingAgain(cargo.abilities().again().isPositive());
    var preparation =
        new OutgoingPreparation(
            world, router, peers, choice, peer, stanzas, options, List.copyOf(left));
    if (!table.add(peer, session, Census.Limits.NONE)) {
      end = Optional.of(stopped());
      return List.of();
    }
    try {
      current.is(session);
      JingleSession last = session.open(terms, () -> prepare(preparation, session, stanzas), cargo);
      return last.ways().anew() ? session.untried() : List.of();
    } finally {
      table.remove(session);
    }
  }

  private Preparation.Ready prepare(
      OutgoingPreparation preparation, SessionTask session, SessionStanzas stanzas)
      throws Preparation.Impossible, InterruptedException {
    Preparation.Ready ready = preparation.prepare();
    table.rename(peer, ready.peer(), session);
    peer = ready.peer();
    monitor.change(() -> security = Optional.of(ready.security()));
    return ready.describing(described(stanzas.description(), ready.security()));
  }

  /**
   * A picture would tell the servers what an encrypted file shows; chunks can be compared only
   * where both sides may speak.
   */
  private Description.File described(Description.File all, Security security)
      throws InterruptedException {
    Description.File first = security.bothWays() ? all : all.of(all.range(), Optional.empty());
    Description.File plain =
        cargo.publication().map(id -> Publication.with(first, id, router.self())).orElse(first);
    Optional<Picture> picture =
        security.element().isPresent() ? Optional.empty() : cargo.thumbnail();
    return picture.map(p -> thumbnails.with(plain, p, peer)).orElse(plain);
  }

  /** The end of one session is shown only when it is the end of the offer. */
  private void show(TransferState state) {
    if (state instanceof TransferState.Ended ended) {
      if (ended.reason() instanceof EndReason.NoRoute(var attempts)) {
        failed.addAll(attempts);
        end =
            Optional.of(
                new TransferState.Ended(
                    new EndReason.NoRoute(failed), ended.stored(), ended.route()));
      } else {
        end = Optional.of(ended);
      }
    } else {
      watcher.show(state);
    }
  }

  private static TransferState.Ended stopped() {
    return new TransferState.Ended(new EndReason.Cancelled(Side.HERE));
  }

  @Override
  public void cancel() {
    current.cancel();
  }
}
