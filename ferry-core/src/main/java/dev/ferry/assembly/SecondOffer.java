package dev.ferry.assembly;

import dev.ferry.EndReason;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.ForwardingCargo;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An offer that is made a second time, in another way, when the peer cannot be offered it in the
 * first. Any task may cancel; the states are shown by the offer that is under way.
 */
final class SecondOffer implements Ongoing, Watcher {
  private final Monitor monitor;
  private final Cargo cargo;
  private final Watcher watcher;
  private final Function<Watcher, Optional<Ongoing>> second;
  private Optional<Ongoing> underway = Optional.empty();
  private boolean cancelled;

  /**
   * @param cargo put away once there is no other offer
   * @param second makes the other offer, or none; asked once
   */
  SecondOffer(
      Tasks tasks, Cargo cargo, Watcher watcher, Function<Watcher, Optional<Ongoing>> second) {
    this.monitor = tasks.monitor();
    this.cargo = cargo;
    this.watcher = watcher;
    this.second = second;
  }

  /** What the first offer is to move. */
  Cargo cargo() {
    return new Lent(cargo);
  }

  /** The first offer, which tells its states to this. */
  void first(Ongoing offer) {
    boolean[] late = {false};
    monitor.change(() -> {
      late[0] = cancelled;
      underway = underway.or(() -> Optional.of(offer));
    });
    if (late[0]) {
      offer.cancel();
    }
  }

  @Override
  public void show(TransferState state) {
    if (!(state instanceof Ended ended)) {
      watcher.show(state);
    } else if (!(ended.reason() instanceof EndReason.Unreachable) || !again()) {
      cargo.putAway(ended.reason());
      watcher.show(state);
    }
  }

  private boolean again() {
    boolean[] wanted = {false};
    monitor.change(() -> wanted[0] = !cancelled);
    Optional<Ongoing> another = wanted[0] ? second.apply(watcher) : Optional.empty();
    if (another.isPresent()) {
      monitor.change(() -> {
        wanted[0] = !cancelled;
        underway = another;
      });
      if (!wanted[0]) {
        another.get().cancel();
      }
    }
    return another.isPresent();
  }

  @Override
  public void cancel() {
    List<Ongoing> now = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      underway.ifPresent(now::add);
    });
    now.forEach(Ongoing::cancel);
  }

  /** The cargo for as long as the first offer has it. */
  private record Lent(Cargo cargo) implements ForwardingCargo {
    /** Only after the last offer. */
    @Override
    public void putAway(EndReason why) {}
  }
}
