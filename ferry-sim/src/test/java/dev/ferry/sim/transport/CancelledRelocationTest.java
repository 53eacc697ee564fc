package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.sim.network.Fault;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends the search for a direct way, and whenever: nothing is left, no byte is wrong. */
class CancelledRelocationTest {
  /** What comes in between. */
  enum Cut {
    INITIATOR_CLOSES,
    RESPONDER_CLOSES,
    INITIATORS_STREAM_IS_CLOSED,
    DIRECT_CONNECTIONS_BREAK,
    RELAY_BREAKS
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void whileLookingForADirectWay(Cut cut, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(120, 5)
            .run((world, stretch) -> {
              try (var land =
                      IceLand.in(
                          world, Neighbourhood.PORT_RESTRICTED, Neighbourhood.PORT_RESTRICTED);
                  var encounter = land.encounter().agree()) {
                var relocation = new Relocation(land, encounter);
                var opening = relocation.blockedFor(7 * IceLand.SECOND);
                List<Outcome> met = relocation.meetAtTheRelay();
                stretch.begins(() -> strike(cut, land, encounter, met));
                boolean whole = relocation.carryWhatArrives(met, 100);
                stretch.ends();
                opening.join();
                boolean moved = relocation.told().stream().anyMatch(t -> !t.isEmpty());
                if (cut == Cut.DIRECT_CONNECTIONS_BREAK && !moved) {
                  assertThat(whole).isTrue();
                }
              }
            });
    reporter.publishEntry(cut.toString(), report.toString());
    assertThat(report.struck()).isGreaterThan(100);
  }

  private static void strike(Cut cut, IceLand land, Encounter encounter, List<Outcome> met) {
    switch (cut) {
      case INITIATOR_CLOSES -> encounter.offer().close();
      case RESPONDER_CLOSES -> encounter.answer().close();
      case INITIATORS_STREAM_IS_CLOSED -> met.getFirst().carrier().orElseThrow().stream().close();
      case DIRECT_CONNECTIONS_BREAK -> land.world().network().fault("pieter", "nora", Fault.RESET);
      case RELAY_BREAKS -> land.world().network().fault("pieter", "server", Fault.RESET);
    }
  }
}
