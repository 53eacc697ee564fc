package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Paused;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file or folder on its way out to one device, offered again by itself when an attempt is lost,
 * until it is through or there is no more hope. Any task may call.
 */
final class OutgoingAttempts implements Ongoing {
  private static final long SHORTEST = 1_000_000_000L;
  private static final long LONGEST = 60 * SHORTEST;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Negotiation negotiation;
  private final FileOffer offer;
  private final Supplier<Cargo> cargoes;
  private final SendOptions options;
  private final Watcher watcher;
  private Optional<Ongoing> current = Optional.empty();
  private Optional<Ended> ended = Optional.empty();
  private boolean flowed;
  private boolean worthwhile;
  private long lastMoved;
  private boolean cancelled;

  /**
   * @param cargoes makes what moves the bytes, for one attempt
   * @param watcher sees one transfer: the end of an attempt is shown as a pause
   */
  OutgoingAttempts(
      Tasks tasks,
      Negotiation negotiation,
      FileOffer offer,
      Supplier<Cargo> cargoes,
      SendOptions options,
      Watcher watcher) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.negotiation = negotiation;
    this.offer = offer;
    this.cargoes = cargoes;
    this.options = options;
    this.watcher = watcher;
    this.lastMoved = tasks.now();
    this.worthwhile = options.resuming();
  }

  /**
   * Begins; returns at once.
   *
   * @param device who is offered it
   * @param account who is, when that device went away: it may have come back under another name
   */
  Ongoing begin(TaskScope scope, Peer device, Peer account) {
    if (options.keepTrying().isZero()) {
      attempt(device, watcher);
      return this;
    }
    try {
      scope.fork("attempts of " + offer.name(), () -> watcher.show(run(device, account)));
    } catch (ScopeClosed closed) {
      watcher.show(stopped());
    }
    return this;
  }

  /** Attempt after attempt; answers the end. */
  private Ended run(Peer device, Peer account) {
    try {
      long pause = SHORTEST;
      Peer whom = device;
      Ended end = attempt(whom);
      while (mayGoOn(end)) {
        watcher.show(new Paused(Lost.words(end.reason())));
        pause = flowed ? SHORTEST : Math.min(2 * pause, LONGEST);
        if (monitor.await(() -> cancelled, tasks.in(pause))) {
          return stopped();
        }
        whom = end.reason() instanceof EndReason.Unreachable ? account : whom;
        end = attempt(whom);
      }
      return isCancelled() && Lost.mayComeBack(end.reason()) ? stopped() : end;
    } catch (InterruptedException closing) {
      return stopped();
    }
  }

  private boolean isCancelled() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = cancelled);
    return now[0];
  }

  private static Ended stopped() {
    return new Ended(new EndReason.Cancelled(Side.HERE), Optional.empty(), Optional.empty());
  }

  private Ended attempt(Peer whom) throws InterruptedException {
    monitor.change(() -> {
      ended = Optional.empty();
      flowed = false;
    });
    attempt(whom, this::seen);
    monitor.await(() -> ended.isPresent(), Tasks.NEVER);
    return ended.orElseThrow();
  }

  private void attempt(Peer whom, Watcher seeing) {
    Ongoing begun = negotiation.offer(whom, offer, options, cargoes.get(), seeing);
    boolean[] late = {false};
    monitor.change(() -> {
      current = Optional.of(begun);
      late[0] = cancelled;
    });
    if (late[0]) {
      begun.cancel();
    }
  }

  private void seen(TransferState state) {
    long now = tasks.now();
    monitor.change(() -> {
      if (state instanceof Ended end) {
        ended = Optional.of(end);
      }
      if (state instanceof TransferState.Flowing) {
        flowed = true;
        worthwhile = true;
        lastMoved = now;
      }
    });
    if (!(state instanceof Ended)) {
      watcher.show(state);
    }
  }

  /** What never moved comes again only when the way to everybody was lost, not that to the peer. */
  private boolean mayGoOn(Ended end) {
    boolean[] may = {false};
    long now = tasks.now();
    monitor.change(() -> {
      worthwhile |= end.reason() instanceof EndReason.ConnectionLost;
      may[0] = worthwhile && !cancelled && now - lastMoved < options.keepTrying().toNanos();
    });
    return may[0] && Lost.mayComeBack(end.reason());
  }

  @Override
  public void cancel() {
    List<Ongoing> whom = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      current.ifPresent(whom::add);
    });
    whom.forEach(Ongoing::cancel);
  }
}
