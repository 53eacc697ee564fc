package dev.ferry.sim.contract;

import static dev.ferry.port.Tasks.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Tasks}, {@link Monitor} and {@link TaskHandle} promise. */
public abstract class TasksContract {
  private static final long A_WHILE = 20_000_000;

  /** A test's body; it runs in a task. */
  @FunctionalInterface
  public interface Body {
    void run(Tasks tasks) throws Exception;
  }

  /** Runs the body as a task of the implementation under test, once or many times. */
  protected abstract void run(Body body) throws Exception;

  @Test
  void joinWaitsForTheEndOfATask() throws Exception {
    run(tasks -> {
      boolean[] ran = {false};
      TaskHandle task =
          tasks.fork(
              "sleeper",
              () -> {
                tasks.sleep(A_WHILE);
                ran[0] = true;
              });
      task.join();
      assertThat(ran[0]).isTrue();
      assertThat(task.done()).isTrue();
      assertThat(task.name()).isEqualTo("sleeper");
      assertThat(task.failure()).isEmpty();
    });
  }

  @Test
  void keepsWhatATaskThrew() throws Exception {
    run(tasks -> {
      IOException thrown = new IOException("broken");
      TaskHandle task =
          tasks.fork(
              "failing",
              () -> {
                throw thrown;
              });
      task.join();
      assertThat(task.failure()).containsSame(thrown);
    });
  }

  @Test
  void keepsAnErrorThatATaskThrew() throws Exception {
    run(tasks -> {
      TaskHandle task =
          tasks.fork(
              "failing",
              () -> {
                throw new AssertionError("broken");
              });
      task.join();
      assertThat(task.failure()).containsInstanceOf(AssertionError.class);
    });
  }

  @Test
  void aChangeWakesWhoeverWaits() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      boolean[] set = {false};
      TaskHandle setter = tasks.fork("setter", () -> monitor.change(() -> set[0] = true));
      assertThat(monitor.await(() -> set[0], NEVER)).isTrue();
      setter.join();
    });
  }

  @Test
  void aWaitEndsAtItsDeadline() throws Exception {
    run(tasks -> {
      long deadline = tasks.in(A_WHILE);
      assertThat(tasks.monitor().await(() -> false, deadline)).isFalse();
      assertThat(tasks.now()).isGreaterThanOrEqualTo(deadline);
    });
  }

  @Test
  void aConditionThatHoldsWinsOverADeadlineInThePast() throws Exception {
    run(tasks -> {
      assertThat(tasks.monitor().await(() -> true, tasks.now() - 1)).isTrue();
      assertThat(tasks.monitor().await(() -> false, tasks.now() - 1)).isFalse();
    });
  }

  @Test
  void aDeadlineThatOverflowsNeverComes() throws Exception {
    run(tasks -> {
      assertThat(tasks.in(Long.MAX_VALUE)).isEqualTo(NEVER);
      assertThat(tasks.in(0)).isLessThanOrEqualTo(tasks.now());
    });
  }

  @Test
  void aConditionIsNotEvaluatedAgainOnceItHeld() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      int[] held = {0};
      int[] state = {0};
      TaskHandle counter =
          tasks.fork(
              "counter",
              () -> {
                for (int i = 0; i < 20; i++) {
                  monitor.change(() -> state[0]++);
                }
              });
      monitor.await(() -> state[0] >= 5 && ++held[0] > 0, NEVER);
      counter.join();
      assertThat(held[0]).isEqualTo(1);
    });
  }

  @Test
  void eachElementIsTakenByExactlyOneWaiter() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      Queue<Integer> queue = new ArrayDeque<>();
      List<Integer> taken = new ArrayList<>();
      List<TaskHandle> takers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        takers.add(
            tasks.fork(
                "taker-" + t,
                () -> {
                  for (int i = 0; i < 5; i++) {
                    monitor.await(() -> !queue.isEmpty() && taken.add(queue.remove()), NEVER);
                  }
                }));
      }
      for (int i = 0; i < 20; i++) {
        int element = i;
        monitor.change(() -> queue.add(element));
      }
      takers.forEach(TaskHandle::join);
      List<Integer> all = IntStream.range(0, 20).boxed().toList();
      assertThat(taken).containsExactlyElementsOf(all);
    });
  }

  @Test
  void aConditionThatTookSomethingWakesTheOthers() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      int[] room = {1};
      int[] full = {0};
      TaskHandle giver =
          tasks.fork(
              "giver",
              () -> {
                for (int i = 0; i < 20; i++) {
                  monitor.await(() -> room[0] > 0 && room[0]-- > 0 && ++full[0] > 0, NEVER);
                }
              });
      for (int i = 0; i < 20; i++) {
        monitor.await(() -> full[0] > 0 && full[0]-- > 0 && ++room[0] > 0, NEVER);
      }
      giver.join();
      assertThat(giver.failure()).isEmpty();
    });
  }

  @Test
  void changesHappenOneAtATime() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      int[] count = {0};
      List<TaskHandle> adders = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        adders.add(
            tasks.fork(
                "adder-" + t,
                () -> {
                  for (int i = 0; i < 50; i++) {
                    monitor.change(() -> count[0]++);
                  }
                }));
      }
      adders.forEach(TaskHandle::join);
      assertThat(count[0]).isEqualTo(200);
    });
  }

  @Test
  void aTaskMayBeForkedInsideAChange() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      List<TaskHandle> forked = new ArrayList<>();
      boolean[] sawItself = {false};
      monitor.change(() ->
          forked.add(
              tasks.fork("child", () -> monitor.change(() -> sawItself[0] = !forked.isEmpty()))));
      forked.getFirst().join();
      assertThat(sawItself[0]).isTrue();
    });
  }

  @Test
  void aChangeThatThrowsLeavesTheMonitorUsable() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      assertThatThrownBy(() ->
              monitor.change(() -> {
                throw new IllegalArgumentException("odd");
              }))
          .isInstanceOf(IllegalArgumentException.class);
      assertUsable(tasks, monitor);
    });
  }

  @Test
  void aConditionThatThrowsEndsTheWait() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      assertThatThrownBy(() ->
              monitor.await(
                  () -> {
                    throw new IllegalArgumentException("odd");
                  },
                  NEVER))
          .isInstanceOf(IllegalArgumentException.class);
      assertUsable(tasks, monitor);
    });
  }

  private static void assertUsable(Tasks tasks, Monitor monitor) throws InterruptedException {
    boolean[] set = {false};
    TaskHandle other = tasks.fork("other", () -> monitor.change(() -> set[0] = true));
    assertThat(monitor.await(() -> set[0], NEVER)).isTrue();
    other.join();
  }
}
