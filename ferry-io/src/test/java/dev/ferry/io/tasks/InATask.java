package dev.ferry.io.tasks;

import dev.ferry.port.TaskHandle;
import dev.ferry.sim.contract.TasksContract;
import java.util.Optional;

/** Runs the body of a test as a task, and lets its failure be the test's. */
public final class InATask {
  private InATask() {}

  public static void run(TasksContract.Body body) throws Exception {
    RealTasks tasks = new RealTasks();
    TaskHandle task = tasks.fork("test", () -> body.run(tasks));
    task.join();
    Optional<Throwable> failure = task.failure();
    if (failure.isPresent()) {
      switch (failure.get()) {
        case Exception e -> throw e;
        case Error e -> throw e;
        case Throwable t -> throw new AssertionError(t);
      }
    }
  }
}
