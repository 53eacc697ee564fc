package dev.ferry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A disturbance strikes at each switch of the stretch, once a run, and what it breaks is found. */
class CancelEverywhereTest {
  private static final int STEPS = 20;

  /** Counts to twenty, unless it is stopped; answers how far it came. */
  private static int count(SimWorld world, CancelEverywhere.Cut cut) throws InterruptedException {
    int[] counted = {0};
    try (TaskScope scope = new TaskScope(world.tasks())) {
      TaskHandle counting =
          scope.fork(
              "counting",
              () -> {
                while (counted[0] < STEPS) {
                  world.tasks().sleep(1);
                  counted[0]++;
                }
              });
      cut.begins(counting::interrupt);
      counting.join();
      cut.ends();
    }
    return counted[0];
  }

  @Test
  void strikesAtEverySwitchOnce() {
    List<Integer> reached = new ArrayList<>();
    var report = new CancelEverywhere(7, 1000).run((world, cut) -> reached.add(count(world, cut)));
    assertThat(report.struck()).isEqualTo((int) report.switches());
    assertThat(reached).hasSize(1 + report.struck());
    assertThat(reached.getFirst()).isEqualTo(STEPS);
    assertThat(reached).contains(0, 1, STEPS / 2, STEPS - 1);
  }

  @Test
  void drawsSomeOfTooManySwitches() {
    int[] runs = {0};
    var report =
        new CancelEverywhere(7, 5)
            .run((world, cut) -> {
              runs[0]++;
              count(world, cut);
            });
    assertThat(report.struck()).isEqualTo(5);
    assertThat(report.switches()).isGreaterThan(5);
    assertThat(runs[0]).isEqualTo(1 + 5);
    assertThat(report).hasToString("disturbed at 5 of " + report.switches() + " switches");
  }

  @Test
  void saysAtWhichSwitchARunFails() {
    assertThatThrownBy(() ->
            new CancelEverywhere(7, 1000)
                .run((world, cut) ->
                    assertThat(count(world, cut)).as("counted").isNotEqualTo(STEPS / 2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("(?s)disturbed at switch \\d+: seed 7, .*counted.*");
  }

  @Test
  void needsToKnowTheStretch() {
    assertThatThrownBy(() -> new CancelEverywhere(7, 5).run((world, cut) -> world.tasks().sleep(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
