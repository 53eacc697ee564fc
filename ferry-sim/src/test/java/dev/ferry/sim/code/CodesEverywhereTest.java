package dev.ferry.sim.code;

import static dev.ferry.sim.code.People.TAKER;
import static dev.ferry.sim.code.People.give;
import static dev.ferry.sim.code.People.take;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.code.Giving;
import dev.ferry.code.Taking;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.identity.Town;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever gives up, and whenever: both are told something true, and nothing is left open. */
class CodesEverywhereTest {
  @Test
  void theGiverGivesUp() {
    var report =
        CancelEverywhere.drawing(150, 3)
            .run((world, cut) ->
                Town.in(
                    world,
                    town -> {
                      try (Giving giving = give(town)) {
                        List<Taking.Outcome> taken = new ArrayList<>();
                        cut.begins(giving::close);
                        TaskHandle taker =
                            world
                                .tasks()
                                .fork(
                                    "taker", () -> taken.add(take(town, 2, TAKER, giving.code())));
                        boolean met = giving.await(town.soon()).isPresent();
                        taker.join();
                        cut.ends();
                        assertThat(taken).hasSize(1);
                        if (taken.getFirst() instanceof Taking.Outcome.Met) {
                          assertThat(met).isTrue();
                        }
                      }
                    }));
    assertThat(report.struck()).isGreaterThan(50);
  }

  @Test
  void theTakerGivesUp() {
    var report =
        CancelEverywhere.drawing(150, 5)
            .run((world, cut) ->
                Town.in(
                    world,
                    town -> {
                      try (Giving giving = give(town)) {
                        List<Taking.Outcome> taken = new ArrayList<>();
                        TaskHandle taker =
                            world
                                .tasks()
                                .fork(
                                    "taker", () -> taken.add(take(town, 2, TAKER, giving.code())));
                        cut.begins(taker::interrupt);
                        boolean met = giving.await(town.soon()).isPresent();
                        taker.join();
                        cut.ends();
                        if (!taken.isEmpty()) {
                          assertThat(met).isTrue();
                        }
                      }
                    }));
    assertThat(report.struck()).isGreaterThan(50);
  }
}
