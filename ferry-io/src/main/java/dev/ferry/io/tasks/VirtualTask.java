package dev.ferry.io.tasks;

import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One task on a virtual thread of its own. */
final class VirtualTask implements TaskHandle {
  private static final System.Logger LOG = System.getLogger(VirtualTask.class.getName());

  private final Thread thread;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private VirtualTask(String name, Task task) {
    thread = Thread.ofVirtual().name(name).unstarted(() -> run(task));
  }

  static VirtualTask start(String name, Task task) {
    VirtualTask started = new VirtualTask(name, task);
    started.thread.start();
    return started;
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (InterruptedException cancelled) {
      failure.set(cancelled);
    } catch (Exception | Error e) {
      failure.set(e);
      // What is checked was foreseen by the task's owner; anything else is a defect.
      boolean foreseen = e instanceof Exception && !(e instanceof RuntimeException);
      LOG.log(
          foreseen ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
          "task " + name() + " ended with " + e,
          e);
    }
  }

  @Override
  public String name() {
    return thread.getName();
  }

  @Override
  public void interrupt() {
    thread.interrupt();
  }

  @Override
  public void join() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean done() {
    return !thread.isAlive();
  }

  @Override
  public Optional<Throwable> failure() {
    return done() ? Optional.ofNullable(failure.get()) : Optional.empty();
  }
}
