package dev.ferry.sim;

import dev.ferry.port.Monitor;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.time.Instant;

/**
 * Tasks and time of a simulated world. May be called from the tasks of that world; before and after
 * the run also from outside, as far as nothing waits.
 */
public final class SimTasks implements Tasks {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private final Scheduler scheduler;

  SimTasks(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public TaskHandle fork(String name, Task task) {
    return scheduler.fork(name, task);
  }

  @Override
  public long now() {
    return scheduler.now();
  }

  @Override
  public Instant timeOfDay() {
    return EPOCH.plusNanos(now());
  }

  @Override
  public Monitor monitor() {
    return new SimMonitor(scheduler);
  }

  @Override
  public void interruptSelf() {
    scheduler.interruptSelf();
  }
}
