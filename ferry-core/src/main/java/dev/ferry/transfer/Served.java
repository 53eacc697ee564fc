package dev.ferry.transfer;

import dev.ferry.Transfer;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The transfers by which a device gives again what it once offered, until they are handed out, and
 * how many requests for them are looked up. Any task may call.
 */
final class Served {
  private static final int MOST = 1024;
  private static final int LOOK_UPS = 16;

  private final Monitor monitor;
  private final Queue<Transfer> queue = new ArrayDeque<>();
  private int lookUps;
  private boolean ended;

  Served(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Adds one; the oldest makes room. */
  void add(Transfer transfer) {
    monitor.change(() -> {
      queue.add(transfer);
      if (queue.size() > MOST) {
        queue.remove();
      }
    });
  }

  /** Waits for the next; empty when the deadline came first, or none can come. */
  Optional<Transfer> next(long deadline) throws InterruptedException {
    List<Transfer> next = new ArrayList<>(1);
    monitor.await(
        () -> {
          Transfer head = queue.poll();
          return (head != null && next.add(head)) || ended;
        },
        deadline);
    return next.stream().findFirst();
  }

  /** None can come any more. */
  void end() {
    monitor.change(() -> ended = true);
  }

  /** Counts those who look something up; answers whether there is room for one more. */
  boolean lookingUp(int more) {
    boolean[] room = {false};
    monitor.change(() -> {
      room[0] = lookUps + more <= LOOK_UPS;
      lookUps += room[0] ? more : 0;
    });
    return room[0];
  }
}
