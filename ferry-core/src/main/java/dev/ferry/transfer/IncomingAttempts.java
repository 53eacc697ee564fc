package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Paused;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.transfer.Destination.Berth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file or folder on its way in: the offer that was accepted, and the same offer again when the
 * sender comes back after an attempt was lost, which nobody is asked about. Any task may call.
 */
final class IncomingAttempts implements Attempts {
  private static final long FORMALITY = 60 * 1_000_000_000L;
  private static final long LONGEST = 24 * 3600 * 1_000_000_000L;

  /** For so long a sender may take to seal for this device once more. */
  private static final long SEALING = 30 * 1_000_000_000L;

  private final Tasks tasks;
  private final Monitor monitor;
  private final TaskScope scope;
  private final LiveTransfer transfer;
  private final Arrival first;
  private Arrival current;
  private Optional<Arrival> next = Optional.empty();
  private Optional<Destination> destination = Optional.empty();
  private Optional<Berth> berth = Optional.empty();
  private Optional<Ended> paused = Optional.empty();
  private Optional<Ended> done = Optional.empty();
  private int pauses;
  private boolean sealedAgain;
  private boolean cancelled;
  private boolean held;
  private boolean over;

  /**
   * @param scope where a pause waits for its end
   */
  IncomingAttempts(Tasks tasks, TaskScope scope, LiveTransfer transfer, Arrival first) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.scope = scope;
    this.transfer = transfer;
    this.first = first;
    this.current = first;
  }

  @Override
  public void accept(Destination into) {
    monitor.change(() -> destination = Optional.of(into));
    begin(first);
  }

  private void begin(Arrival arrival) {
    Optional<Cargo> told = done.isPresent() ? afterwards() : Optional.empty();
    if (told.isPresent()) {
      arrival.accept(told.get());
      return;
    }
    Berth made = destination.orElseThrow().berth(arrival);
    monitor.change(() -> berth = Optional.of(made));
    arrival.accept(made);
  }

  private Optional<Cargo> afterwards() {
    List<Berth> last = new ArrayList<>(1);
    monitor.change(() -> berth.ifPresent(last::add));
    return last.stream().findFirst().flatMap(Berth::afterwards);
  }

  @Override
  public boolean isThis(Arrival arrival) {
    boolean[] open = {false};
    monitor.change(() -> open[0] = destination.isPresent() && !over);
    return open[0] && Sameness.of(first, arrival);
  }

  @Override
  public boolean isOver() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = over);
    return now[0];
  }

  /** Takes the offer that came again: at once, or when the attempt before has let go. */
  @Override
  public void again(Arrival arrival) {
    List<Runnable> then = new ArrayList<>(1);
    monitor.change(() -> {
      if (paused.isPresent() && held) {
        next.ifPresent(before -> then.add(before::decline));
        next = Optional.of(arrival);
      } else if (paused.isPresent()) {
        paused = Optional.empty();
        current = arrival;
        then.add(() -> begin(arrival));
      } else {
        next.ifPresent(before -> then.add(before::decline));
        next = Optional.of(arrival);
        Arrival before = current;
        berth.ifPresent(b -> then.add(b::supersede));
        then.add(before::cancel);
      }
    });
    then.forEach(Runnable::run);
  }

  @Override
  public Watcher watcher(Arrival arrival) {
    return state -> seen(arrival, state);
  }

  private void seen(Arrival arrival, TransferState state) {
    if (state instanceof Ended end) {
      ended(arrival, end);
    } else {
      boolean[] shown = {false};
      monitor.change(() -> shown[0] = arrival == current && !over);
      if (shown[0]) {
        transfer.show(state);
      }
    }
  }

  private void ended(Arrival arrival, Ended end) {
    List<Runnable> then = new ArrayList<>(1);
    boolean unheard =
        end.reason() instanceof EndReason.Completed
            && !arrival.isReported()
            && afterwards().isPresent();
    monitor.change(() -> {
      if (end.reason() instanceof EndReason.Completed && !over) {
        done = done.or(() -> Optional.of(end));
      }
      if (arrival == current && next.isPresent() && !over && !held) {
        Arrival now = next.get();
        current = now;
        next = Optional.empty();
        then.add(() -> transfer.show(new Paused("the sender comes again")));
        then.add(() -> begin(now));
      } else if (arrival == current && (waitsAfter(end.reason()) || (unheard && mayWait()))) {
        paused = Optional.of(done.orElse(end));
        pauses++;
        int which = pauses;
        then.add(() -> pause(done.orElse(end), which));
      } else if (arrival == current) {
        boolean late =
            cancelled && first.comesAgain().isPositive() && Lost.mayComeBack(end.reason());
        over = true;
        then.add(late ? this::discard : () -> transfer.show(done.orElse(end)));
      } else if (next.filter(n -> n == arrival).isPresent()) {
        next = Optional.empty();
      }
    });
    then.forEach(Runnable::run);
  }

  /** Called with the monitor held. */
  private boolean waitsAfter(EndReason why) {
    boolean full = why instanceof EndReason.StorageFailed failed && failed.side() == Side.HERE;
    return mayWait() && (full || Lost.mayComeBack(why) || isToBeSealedAgain(why));
  }

  /** Called with the monitor held; true once. */
  private boolean isToBeSealedAgain(EndReason why) {
    boolean first = isPassing(why) && !sealedAgain;
    sealedAgain |= first;
    return first;
  }

  private static boolean isPassing(EndReason why) {
    return why instanceof EndReason.SecurityRefused(String _, boolean passing) && passing;
  }

  /** Called with the monitor held. */
  private boolean mayWait() {
    return destination.isPresent() && !over && !cancelled && first.comesAgain().isPositive();
  }

  /**
   * Waits for the sender, as long as it said it would try. Once the file is here people need not
   * wait long for the sender to learn that too.
   */
  private void pause(Ended end, int which) {
    boolean stored = end.reason() instanceof EndReason.Completed;
    if (!stored) {
      transfer.show(new Paused(held ? "paused here" : Lost.words(end.reason())));
    }
    long longest = isPassing(end.reason()) ? SEALING : LONGEST;
    long patience = Math.min(first.comesAgain().toNanos(), longest);
    try {
      scope.fork(
          "wait for " + transfer.id(),
          () -> {
            long until = tasks.in(patience);
            try {
              if (stored && !monitor.await(() -> !isPaused(which), tasks.in(FORMALITY))) {
                transfer.show(end);
              }
              monitor.await(() -> !isPaused(which), until);
            } finally {
              giveUp(which, end);
            }
          });
    } catch (ScopeClosed closed) {
      giveUp(which, end);
    }
  }

  /** Called with the monitor held. */
  private boolean isPaused(int which) {
    return paused.isPresent() && pauses == which;
  }

  private void giveUp(int which, Ended end) {
    boolean[] still = {false};
    monitor.change(() -> {
      still[0] = isPaused(which);
      over |= still[0];
      paused = still[0] ? Optional.empty() : paused;
    });
    if (still[0]) {
      transfer.show(end);
    }
  }

  /** The bytes stop; the sender may come again, and is answered when they may flow. */
  @Override
  public void suspend() {
    Arrival[] now = new Arrival[1];
    monitor.change(() -> {
      held = true;
      now[0] = current;
    });
    now[0].suspend();
  }

  @Override
  public void resume() {
    List<Runnable> then = new ArrayList<>(1);
    monitor.change(() -> {
      held = false;
      if (paused.isPresent() && next.isPresent()) {
        Arrival waiting = next.get();
        paused = Optional.empty();
        next = Optional.empty();
        current = waiting;
        then.add(() -> begin(waiting));
      } else {
        then.add(current::resume);
      }
    });
    then.forEach(Runnable::run);
  }

  /** Stops it; what came is deleted, also between two attempts. */
  @Override
  public void cancel() {
    List<Runnable> then = new ArrayList<>(1);
    monitor.change(() -> {
      if (paused.isPresent()) {
        paused = Optional.empty();
        over = true;
        then.add(this::discard);
      } else {
        next.ifPresent(n -> then.add(n::decline));
        next = Optional.empty();
        Arrival now = current;
        cancelled = true;
        then.add(now::cancel);
      }
    });
    then.forEach(Runnable::run);
  }

  private void discard() {
    if (done.isPresent()) {
      transfer.show(done.get());
      return;
    }
    destination.ifPresent(d -> d.discard(first));
    transfer.show(new Ended(new EndReason.Cancelled(Side.HERE)));
  }
}
