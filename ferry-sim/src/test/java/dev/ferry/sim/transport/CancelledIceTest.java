package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.TaskHandle;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.contract.Encounter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends an attempt across NATs, and whenever: nothing is left running or open. */
class CancelledIceTest {
  /** What comes in between. */
  enum Cut {
    INITIATOR_CLOSES,
    RESPONDER_IS_INTERRUPTED
  }

  private static void everywhere(Neighbourhood one, Neighbourhood two, Cut cut) {
    var report =
        CancelEverywhere.withSeed(1)
            .run((world, stretch) -> {
              try (var land = IceLand.in(world, one, two)) {
                List<Encounter> met = new ArrayList<>(1);
                List<TaskHandle> connecting = new ArrayList<>(1);
                stretch.begins(() -> {
                  switch (cut) {
                    case INITIATOR_CLOSES -> met.forEach(e -> e.offer().close());
                    case RESPONDER_IS_INTERRUPTED -> connecting.forEach(TaskHandle::interrupt);
                  }
                });
                play(land, met, connecting);
                stretch.ends();
              }
            });
    assertThat(report.struck()).isGreaterThan(100);
  }

  private static void play(IceLand land, List<Encounter> met, List<TaskHandle> connecting)
      throws Exception {
    try (var encounter = land.encounter().agree()) {
      met.add(encounter);
      long deadline = land.bed().tasks().in(5 * IceLand.SECOND);
      TaskHandle one =
          land.bed().tasks().fork("initiator", () -> encounter.connectInitiator(deadline));
      connecting.add(
          land.bed().tasks().fork("responder", () -> encounter.connectResponder(deadline)));
      one.join();
      connecting.getFirst().join();
    }
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void acrossTwoNats(Cut cut) {
    everywhere(Neighbourhood.PORT_RESTRICTED, Neighbourhood.PORT_RESTRICTED, cut);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void throughARelay(Cut cut) {
    everywhere(Neighbourhood.SYMMETRIC, Neighbourhood.SYMMETRIC, cut);
  }
}
