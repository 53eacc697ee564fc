package dev.ferry.io.tasks;

import dev.ferry.port.Monitor;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.time.Instant;

/**
 * Tasks on virtual threads, with the machine's monotonic clock. May be used from any thread.
 *
 * <p>Virtual threads are daemons: whoever must see a task end joins it.
 */
public final class RealTasks implements Tasks {
  @Override
  public TaskHandle fork(String name, Task task) {
    return VirtualTask.start(name, task);
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public Instant timeOfDay() {
    return Instant.now();
  }

  @Override
  public Monitor monitor() {
    return new LockMonitor();
  }

  @Override
  public void interruptSelf() {
    Thread.currentThread().interrupt();
  }
}
