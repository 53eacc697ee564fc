package dev.ferry.sim;

import dev.ferry.port.Monitor;
import java.util.function.BooleanSupplier;

/** A monitor of the simulated world: every use of it is a point where another task may run. */
final class SimMonitor implements Monitor {
  private final Scheduler scheduler;

  SimMonitor(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void change(Runnable change) {
    scheduler.refuseInside("change of a monitor");
    scheduler.point();
    scheduler.inside(true);
    try {
      change.run();
    } finally {
      scheduler.inside(false);
      scheduler.wake(this);
    }
  }

  @Override
  public boolean await(BooleanSupplier ready, long deadline) throws InterruptedException {
    return scheduler.await(this, ready, deadline);
  }

  boolean holds(BooleanSupplier ready) {
    scheduler.inside(true);
    try {
      return ready.getAsBoolean();
    } finally {
      scheduler.inside(false);
    }
  }
}
