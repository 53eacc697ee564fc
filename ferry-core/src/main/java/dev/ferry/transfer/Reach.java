package dev.ferry.transfer;

import dev.ferry.Standing;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.Optional;

/** Whether a device can be reached, for whoever waits for that. Any task may call. */
final class Reach {
  private final Monitor monitor;
  private Standing standing = new Standing.Away("not yet online");

  Reach(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Who has gone for good does not come back. */
  void is(Standing now) {
    monitor.change(() -> standing = standing instanceof Standing.Gone ? standing : now);
  }

  Standing now() {
    Standing[] now = new Standing[1];
    monitor.change(() -> now[0] = standing);
    return now[0];
  }

  Optional<Standing> next(Standing seen, long deadline) throws InterruptedException {
    return monitor.await(() -> !standing.equals(seen), deadline)
        ? Optional.of(now())
        : Optional.empty();
  }
}
