package dev.ferry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimWorldTest {
  private static final long MILLI = 1_000_000;

  /** Three tasks that count in turns of random length and now and then sleep. */
  private static void bustle(SimWorld world) throws InterruptedException {
    Tasks tasks = world.tasks();
    Mailbox<String> done = new Mailbox<>(tasks, 100);
    for (String name : List.of("ann", "ben", "cat")) {
      tasks.fork(
          name,
          () -> {
            for (int i = 0; i < 5; i++) {
              byte[] nap = new byte[1];
              world.random().fill(nap);
              tasks.sleep(Byte.toUnsignedLong(nap[0]) / 64 * MILLI);
              world.log("says " + i);
            }
            done.post(name);
          });
    }
    for (int i = 0; i < 3; i++) {
      world.log("hears " + done.take(Tasks.NEVER).orElseThrow());
    }
    tasks.sleep(MILLI);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Run first = SimWorld.run(7, SimWorldTest::bustle).check();
    assertThat(first.trace()).hasSizeGreaterThan(20);
    for (int i = 0; i < 25; i++) {
      assertThat(SimWorld.run(7, SimWorldTest::bustle)).isEqualTo(first);
    }
  }

  @Test
  void otherSeedsGiveOtherInterleavings() {
    Set<List<String>> traces = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      traces.add(SimWorld.run(seed, SimWorldTest::bustle).check().trace());
    }
    assertThat(traces).hasSizeGreaterThan(45);
  }

  @Test
  void everyOrderOfThreeTasksIsFound() {
    Set<String> orders = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      StringBuilder order = new StringBuilder();
      SimWorld.run(
              seed,
              world -> {
                Monitor monitor = world.tasks().monitor();
                List<TaskHandle> forked = new ArrayList<>();
                for (String name : List.of("a", "b", "c")) {
                  forked.add(
                      world.tasks().fork(name, () -> monitor.change(() -> order.append(name))));
                }
                forked.forEach(TaskHandle::join);
              })
          .check();
      orders.add(order.toString());
    }
    assertThat(orders).containsExactlyInAnyOrder("abc", "acb", "bac", "bca", "cab", "cba");
  }

  @Test
  void findsALostUpdateBetweenTwoChanges() {
    Set<Integer> sums = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      int[] sum = {0};
      SimWorld.run(
              seed,
              world -> {
                Monitor monitor = world.tasks().monitor();
                Runnable carelessly =
                    () -> {
                      int[] read = {0};
                      monitor.change(() -> read[0] = sum[0]);
                      monitor.change(() -> sum[0] = read[0] + 1);
                    };
                TaskHandle one = world.tasks().fork("one", carelessly::run);
                carelessly.run();
                one.join();
              })
          .check();
      sums.add(sum[0]);
    }
    assertThat(sums).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void theClockJumpsTenMinutes() {
    long[] late = {0};
    Run run =
        SimWorld.run(
                1,
                world -> {
                  long deadline = world.tasks().in(Duration.ofMinutes(10).toNanos());
                  world.tasks().monitor().await(() -> false, deadline);
                  late[0] = world.tasks().now() - deadline;
                })
            .check();
    assertThat(run.time()).isEqualTo(Duration.ofMinutes(10));
    assertThat(late[0]).isZero();
    assertThat(run.switches()).isLessThan(10);
  }

  @Test
  void deadlinesComeInTheirOrder() {
    List<String> order = new ArrayList<>();
    SimWorld.run(
            5,
            world -> {
              List<TaskHandle> sleepers = new ArrayList<>();
              for (int i : List.of(30, 10, 20)) {
                sleepers.add(
                    world
                        .tasks()
                        .fork(
                            "sleeper",
                            () -> {
                              world.tasks().sleep(i * MILLI);
                              order.add(i + " at " + world.tasks().now() / MILLI);
                            }));
              }
              sleepers.forEach(TaskHandle::join);
            })
        .check();
    assertThat(order).containsExactly("10 at 10", "20 at 20", "30 at 30");
  }

  @Test
  void aHookRunsExactlyAtItsSwitch() {
    Run plain = SimWorld.run(7, SimWorldTest::bustle).check();
    for (long k = 2; k < plain.switches(); k += 7) {
      long at = k;
      long[] seen = {0};
      Run hooked =
          SimWorld.run(
                  7,
                  world -> {
                    world.atSwitch(at, () -> seen[0] = world.switches());
                    bustle(world);
                  })
              .check();
      assertThat(seen[0]).isEqualTo(at);
      assertThat(hooked.switches()).isGreaterThan(plain.switches());
    }
  }

  @Test
  void refusesToWaitInsideAMonitor() {
    SimWorld.run(
            1,
            world -> {
              Monitor outer = world.tasks().monitor();
              Monitor inner = world.tasks().monitor();
              assertThatThrownBy(() -> outer.change(() -> inner.change(() -> {})))
                  .isInstanceOf(IllegalStateException.class);
              assertThatThrownBy(() -> outer.await(() -> nested(inner), Tasks.NEVER))
                  .isInstanceOf(IllegalStateException.class);
            })
        .check();
  }

  private static boolean nested(Monitor inner) {
    inner.change(() -> {});
    return true;
  }

  @Test
  void theTimeOfDayFollowsTheClock() {
    SimWorld.run(
            1,
            world -> {
              var before = world.tasks().timeOfDay();
              world.tasks().sleep(5 * MILLI);
              assertThat(world.tasks().timeOfDay()).isEqualTo(before.plusMillis(5));
            })
        .check();
  }
}
