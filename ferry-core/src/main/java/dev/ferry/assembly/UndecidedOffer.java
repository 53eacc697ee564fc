package dev.ferry.assembly;

import dev.ferry.EndReason;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An offer of which it is not yet known who makes it. Any task may cancel; one task decides. Until
 * then the cargo and the watcher are this object's to care for.
 */
final class UndecidedOffer implements Ongoing {
  private final Monitor monitor;
  private final Optional<Cargo> cargo;
  private final Watcher watcher;
  private Optional<TaskHandle> deciding = Optional.empty();
  private Optional<Ongoing> chosen = Optional.empty();
  private boolean settled;
  private boolean cancelled;

  UndecidedOffer(Tasks tasks, Cargo cargo, Watcher watcher) {
    this(tasks, Optional.of(cargo), watcher);
  }

  /**
   * @param cargo none where it is made later
   */
  UndecidedOffer(Tasks tasks, Optional<Cargo> cargo, Watcher watcher) {
    this.monitor = tasks.monitor();
    this.cargo = cargo;
    this.watcher = watcher;
  }

  /** Hands the offer over, unless it was cancelled; a cancel that comes meanwhile is passed on. */
  void by(Supplier<Ongoing> begin) {
    if (cancelledOr(true)) {
      end(new EndReason.Cancelled(Side.HERE));
      return;
    }
    Ongoing begun = begin.get();
    monitor.change(() -> chosen = Optional.of(begun));
    if (cancelledOr(false)) {
      begun.cancel();
    }
  }

  /** Whether a cancel has come; if none has, the offer may count as settled from now on. */
  private boolean cancelledOr(boolean settles) {
    boolean[] was = {false};
    monitor.change(() -> {
      was[0] = cancelled;
      settled |= settles && !cancelled;
    });
    return was[0];
  }

  /** Ends the offer, unless it was handed over or has ended. */
  void end(EndReason why) {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = !settled;
      settled = true;
    });
    if (first[0]) {
      cargo.ifPresent(c -> c.putAway(why));
      watcher.show(new TransferState.Ended(why));
    }
  }

  /** The task that decides, and ends the offer when it is interrupted. */
  void decidedBy(TaskHandle task) {
    boolean[] late = {false};
    monitor.change(() -> {
      deciding = Optional.of(task);
      late[0] = cancelled;
    });
    if (late[0]) {
      task.interrupt();
    }
  }

  @Override
  public void cancel() {
    List<Runnable> stop = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      chosen
          .<Runnable>map(one -> one::cancel)
          .or(() -> deciding.map(task -> task::interrupt))
          .ifPresent(stop::add);
    });
    stop.forEach(Runnable::run);
  }
}
