package dev.ferry.peerlink;

import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.peerlink.Answering.Asked;
import dev.ferry.port.Monitor;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks that answer requests, each of which can be given up. Any task may call. */
final class Answers {
  private static final System.Logger LOG = System.getLogger(Answers.class.getName());

  private final Monitor monitor;
  private final TaskScope scope;
  // Guarded by the monitor.
  private final Map<Asked, TaskHandle> running = new HashMap<>();

  Answers(Tasks tasks, TaskScope scope) {
    this.monitor = tasks.monitor();
    this.scope = scope;
  }

  void begin(Asked asked, Task answer) {
    try {
      TaskHandle task =
          scope.fork(
              "answers " + asked.device().id(),
              () -> {
                try {
                  answer.run();
                } finally {
                  monitor.change(() -> running.remove(asked));
                }
              });
      monitor.change(() -> running.put(asked, task));
      if (task.done()) {
        monitor.change(() -> running.remove(asked));
      }
    } catch (ScopeClosed over) {
      LOG.log(System.Logger.Level.DEBUG, "too late", over);
    }
  }

  /** Stops one; no effect when it has ended. */
  void giveUp(Asked asked) {
    List<TaskHandle> task = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(running.remove(asked)).ifPresent(task::add));
    task.forEach(TaskHandle::interrupt);
  }
}
