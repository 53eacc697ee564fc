package dev.ferry.dht.node;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.Optional;

/** A value that is being put; closing it ends that. Any task may use it. */
public final class Putting implements AutoCloseable {
  private final Monitor monitor;
  private final String what;
  private Optional<DhtEngine.Stores> stores = Optional.empty();
  private Runnable cancel = () -> {};
  private boolean closed;

  Putting(Tasks tasks, String what) {
    this.monitor = tasks.monitor();
    this.what = what;
  }

  void done(DhtEngine.Stores result) {
    monitor.change(() -> stores = Optional.of(result));
  }

  /** Says how to end it. */
  void cancelledBy(Runnable action) {
    cancel = action;
  }

  /** The node was closed. */
  void end() {
    monitor.change(() -> closed = true);
  }

  /**
   * Waits until the value was put, for the first time if it is permanent; answers how many nodes
   * took it.
   *
   * @throws DhtException when none did, or not in time
   */
  public int await(long deadline) throws DhtException, InterruptedException {
    boolean ended = monitor.await(() -> stores.isPresent() || closed, deadline);
    if (!ended) {
      throw new DhtException(
          Reason.TIMED_OUT,
          what + ": time was too short; allow more, or look whether this node is connected");
    }
    DhtEngine.Stores result =
        stores.orElseThrow(
            () -> new DhtException(Reason.CLOSED, what + ": the node here was closed"));
    if (result.stored() > 0) {
      return result.stored();
    }
    throw result.asked() == 0
        ? new DhtException(
            Reason.UNREACHABLE, what + ": no node of the DHT is known; check the bootstrap nodes")
        : new DhtException(
            Reason.REFUSED,
            what + ": %d nodes were asked and none took it".formatted(result.asked()));
  }

  @Override
  public void close() {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = !closed;
      closed = true;
    });
    if (first[0]) {
      cancel.run();
    }
  }
}
