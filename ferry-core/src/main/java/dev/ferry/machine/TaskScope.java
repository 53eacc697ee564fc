package dev.ferry.machine;

import dev.ferry.port.Monitor;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns tasks and closeable things; closing it interrupts, closes and joins them all, so that
 * nothing outlives it. Any task may fork and own; a task of the scope must not close the scope.
 */
public final class TaskScope implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TaskScope.class.getName());

  private final Tasks tasks;
  private final Monitor monitor;
  private final List<TaskHandle> children = new ArrayList<>();
  private final List<AutoCloseable> owned = new ArrayList<>();
  private boolean closed;

  public TaskScope(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /**
   * Starts a child task.
   *
   * @throws ScopeClosed when the scope is closed
   */
  public TaskHandle fork(String name, Task task) {
    // The handle is added under the monitor after the fork: a scope closing meanwhile sees either
    // the child or the refusal.
    TaskHandle[] child = new TaskHandle[1];
    monitor.change(() -> {
      if (!closed) {
        children.removeIf(TaskHandle::done);
        child[0] = tasks.fork(name, task);
        children.add(child[0]);
      }
    });
    if (child[0] == null) {
      throw new ScopeClosed(name);
    }
    return child[0];
  }

  /** Closes {@code thing} with the scope; at once when the scope is already closed. */
  public <T extends AutoCloseable> T own(T thing) {
    boolean[] late = {false};
    monitor.change(() -> {
      late[0] = closed;
      if (!closed) {
        owned.add(thing);
      }
    });
    if (late[0]) {
      closeQuietly(thing);
    }
    return thing;
  }

  /** Hands the care for {@code thing} back to the caller. */
  public void release(AutoCloseable thing) {
    monitor.change(() -> owned.removeIf(o -> o == thing));
  }

  @Override
  public void close() {
    List<TaskHandle> running = new ArrayList<>();
    List<AutoCloseable> open = new ArrayList<>();
    monitor.change(() -> {
      closed = true;
      running.addAll(children);
      open.addAll(owned.reversed());
      owned.clear();
    });
    running.forEach(TaskHandle::interrupt);
    open.forEach(TaskScope::closeQuietly);
    running.forEach(TaskHandle::join);
  }

  private static void closeQuietly(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "closing " + thing.getClass().getSimpleName(), e);
    }
  }
}
