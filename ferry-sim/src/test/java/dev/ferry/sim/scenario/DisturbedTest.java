package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.sim.CancelEverywhere;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes between, and whenever: every transfer ends for a reason that fits, no sender says
 * that all is well when the receiver has nothing, and nothing is left behind.
 */
class DisturbedTest {
  private static final int DRAWN = 60;

  @ParameterizedTest
  @MethodSource("dev.ferry.sim.scenario.Disturbance#byEveryRoute")
  void endsForAReasonThatFits(Disturbance disturbance, Route route, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 1)
            .run((world, cut) ->
                Harbour.of(
                    world,
                    route,
                    scene ->
                        assertThat(disturbance.ending(scene, route, cut))
                            .isIn(disturbance.endings(route))));
    reporter.publishEntry(disturbance + ", " + route, report.toString());
  }
}
