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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What this device begins, a file or folder that it offers to one device or asks an account for,
 * begun again by itself when an attempt is lost, until it is through or there is no more hope. Any
 * task may call.
 */
final class OutgoingAttempts implements Ongoing {
  /** Begins one attempt. */
  @FunctionalInterface
  interface Beginning {
    Ongoing with(Peer whom, Watcher watcher);
  }

  private static final long SHORTEST = 1_000_000_000L;
  private static final long LONGEST = 60 * SHORTEST;

  private final Tasks tasks;
  private final Monitor monitor;
  private final String what;
  private final Beginning beginning;
  private final Predicate<EndReason> passing;
  private final Runnable discard;
  private final Duration keepTrying;
  private final Watcher watcher;
  private Optional<Ongoing> current = Optional.empty();
  private Optional<Ended> ended = Optional.empty();
  private boolean flowed;
  private boolean worthwhile;
  private long lastMoved;
  private boolean cancelled;
  private boolean held;

  private OutgoingAttempts(
      Tasks tasks,
      String what,
      Beginning beginning,
      Predicate<EndReason> passing,
      Runnable discard,
      Duration keepTrying,
      boolean resuming,
      Watcher watcher) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.what = what;
    this.beginning = beginning;
    this.passing = passing;
    this.discard = discard;
    this.keepTrying = keepTrying;
    this.watcher = watcher;
    this.lastMoved = tasks.now();
    this.worthwhile = resuming;
  }

  /**
   * Offers of a file or folder.
   *
   * @param cargoes makes what moves the bytes, for one attempt
   * @param watcher sees one transfer: the end of an attempt is shown as a pause
   */
  static OutgoingAttempts offering(
      Tasks tasks,
      Negotiation negotiation,
      FileOffer offer,
      Supplier<Cargo> cargoes,
      SendOptions options,
      Watcher watcher) {
    return new OutgoingAttempts(
        tasks,
        offer.name(),
        (whom, seeing) -> negotiation.offer(whom, offer, options, cargoes.get(), seeing),
        Lost::mayComeBack,
        () -> {},
        options.keepTrying(),
        options.resuming(),
        watcher);
  }

  /**
   * Requests for a file or folder. Who has it no more will not have it later.
   *
   * @param discard deletes what lost attempts have left
   * @param keepAsking for how long after the last byte
   * @param watcher sees one transfer: the end of an attempt is shown as a pause
   */
  static OutgoingAttempts asking(
      Tasks tasks,
      String name,
      Beginning beginning,
      Runnable discard,
      Duration keepAsking,
      Watcher watcher) {
    return new OutgoingAttempts(
        tasks,
        name,
        beginning,
        why -> Lost.mayComeBack(why) && !(why instanceof EndReason.StorageFailed),
        discard,
        keepAsking,
        false,
        watcher);
  }

  /**
   * Begins; returns at once.
   *
   * @param device who is offered it
   * @param account who is, when that device went away: it may have come back under another name
   */
  Ongoing begin(TaskScope scope, Peer device, Peer account) {
    if (keepTrying.isZero()) {
      attempt(device, watcher);
      return this;
    }
    try {
      scope.fork("attempts of " + what, () -> watcher.show(run(device, account)));
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
        watcher.show(new Paused(isHeld() ? "paused here" : Lost.words(end.reason())));
        pause = flowed ? SHORTEST : Math.min(2 * pause, LONGEST);
        if (awaitNext(pause)) {
          discard.run();
          return stopped();
        }
        whom = end.reason() instanceof EndReason.Unreachable && !isItself(whom) ? account : whom;
        end = attempt(whom);
      }
      if (!isCancelled() || end.reason() instanceof EndReason.Completed) {
        return end;
      }
      discard.run();
      return passing.test(end.reason()) ? stopped() : end;
    } catch (InterruptedException closing) {
      return stopped();
    }
  }

  /** A device without a server is the same one whenever it comes back. */
  private static boolean isItself(Peer peer) {
    return peer instanceof Peer.Account device && device.device().isPresent();
  }

  /** Waits until the next attempt is due, however long it is paused; answers whether none is. */
  private boolean awaitNext(long pause) throws InterruptedException {
    while (isHeld()) {
      boolean over = monitor.await(() -> cancelled || !held, Tasks.NEVER);
      long now = tasks.now();
      monitor.change(() -> lastMoved = now);
      if (over && isCancelled()) {
        return true;
      }
    }
    return monitor.await(() -> cancelled, tasks.in(pause));
  }

  private boolean isHeld() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = held);
    return now[0];
  }

  private boolean isCancelled() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = cancelled);
    return now[0];
  }

  private static Ended stopped() {
    return new Ended(new EndReason.Cancelled(Side.HERE));
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
    Ongoing begun = beginning.with(whom, seeing);
    boolean[] late = {false};
    boolean[] waits = {false};
    monitor.change(() -> {
      current = Optional.of(begun);
      late[0] = cancelled;
      waits[0] = held;
    });
    if (waits[0]) {
      begun.suspend();
    }
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
      may[0] = !cancelled && (held || (worthwhile && now - lastMoved < keepTrying.toNanos()));
    });
    return may[0] && passing.test(end.reason());
  }

  @Override
  public void suspend() {
    hold(true).forEach(Ongoing::suspend);
  }

  @Override
  public void resume() {
    hold(false).forEach(Ongoing::resume);
  }

  private List<Ongoing> hold(boolean now) {
    List<Ongoing> whom = new ArrayList<>(1);
    monitor.change(() -> {
      held = now;
      current.ifPresent(whom::add);
    });
    return whom;
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
