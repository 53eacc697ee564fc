package dev.ferry.io.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RealTasksTest {
  private final Tasks tasks = new RealTasks();

  @Test
  void keepsWhatATaskThrew() {
    TaskHandle task =
        tasks.fork(
            "fails",
            () -> {
              throw new IOException("as expected");
            });
    task.join();
    assertThat(task.done()).isTrue();
    assertThat(task.failure().orElseThrow()).hasMessage("as expected");
    assertThat(task.name()).isEqualTo("fails");
  }

  @Test
  void interruptionEndsAWaitWithoutDeadline() {
    Monitor monitor = tasks.monitor();
    TaskHandle task = tasks.fork("waits", () -> monitor.await(() -> false, Tasks.NEVER));
    task.interrupt();
    task.join();
    assertThat(task.failure().orElseThrow()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void whatAConditionThrowsIsThrownWhereItIsWaitedFor() {
    Monitor monitor = tasks.monitor();
    boolean[] broken = {false};
    List<String> asked = new ArrayList<>();
    TaskHandle task =
        tasks.fork(
            "waits",
            () ->
                monitor.await(
                    () -> {
                      asked.add("once more");
                      if (broken[0]) {
                        throw new IllegalStateException("as expected");
                      }
                      return false;
                    },
                    Tasks.NEVER));
    boolean[] waits = {false};
    while (!waits[0]) {
      monitor.change(() -> waits[0] = !asked.isEmpty());
      Thread.onSpinWait();
    }
    monitor.change(() -> broken[0] = true);
    task.join();
    assertThat(task.failure().orElseThrow()).hasMessage("as expected");
  }

  @Test
  void oneWhoIsServedMayServeAnother() {
    Monitor monitor = tasks.monitor();
    int[] at = {0};
    List<TaskHandle> chain = new ArrayList<>();
    for (int i = 20; i > 0; i--) {
      int mine = i;
      chain.add(
          tasks.fork(
              "link " + i,
              () -> monitor.await(() -> at[0] == mine && at[0]++ == mine, Tasks.NEVER)));
    }
    monitor.change(() -> at[0] = 1);
    chain.forEach(TaskHandle::join);
    assertThat(chain).allSatisfy(task -> assertThat(task.failure()).isEmpty());
    assertThat(at[0]).isEqualTo(21);
  }

  @Test
  void joinSeesTheChildEndAndKeepsTheInterruption() {
    Monitor monitor = tasks.monitor();
    boolean[] release = {false};
    TaskHandle child =
        tasks.fork("child", () -> monitor.await(() -> release[0], tasks.in(60_000_000_000L)));
    List<String> seen = new ArrayList<>();
    TaskHandle parent =
        tasks.fork(
            "parent",
            () -> {
              Thread.currentThread().interrupt();
              monitor.change(() -> release[0] = true);
              child.join();
              seen.add("child done " + child.done());
              tasks.sleep(1);
            });
    parent.join();
    assertThat(seen).containsExactly("child done true");
    assertThat(parent.failure().orElseThrow()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void awaitEvaluatesTheConditionOnceEvenPastItsDeadline() throws InterruptedException {
    assertThat(tasks.monitor().await(() -> true, tasks.now() - 1)).isTrue();
    assertThat(tasks.monitor().await(() -> false, tasks.now() - 1)).isFalse();
  }

  @Test
  void aChangeWakesEveryWaiter() {
    Monitor monitor = tasks.monitor();
    boolean[] open = {false};
    List<TaskHandle> waiters = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiters.add(tasks.fork("waiter " + i, () -> monitor.await(() -> open[0], Tasks.NEVER)));
    }
    monitor.change(() -> open[0] = true);
    waiters.forEach(TaskHandle::join);
    assertThat(waiters).allMatch(w -> w.failure().isEmpty());
  }

  @Test
  void aFailingChangeReleasesTheMonitor() throws InterruptedException {
    Monitor monitor = tasks.monitor();
    assertThatThrownBy(() ->
            monitor.change(() -> {
              throw new IllegalStateException("broken");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(monitor.await(() -> true, tasks.in(0))).isTrue();
  }

  @Test
  void tokensAreLongEnoughAndDiffer() {
    SystemRandomness random = new SystemRandomness();
    assertThat(random.token(8)).hasSize(16).isNotEqualTo(random.token(8));
  }
}
