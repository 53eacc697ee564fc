package dev.ferry.sim.scenario;

import dev.ferry.Route;
import dev.ferry.sim.CancelEverywhere;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever stops a transfer, and whenever: both sides learn why, and nothing is left of it. */
class CancelTest {
  private static final long SIZE = 300_000;

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theSenderCancelsAtAnyMoment(Route route, TestReporter reporter) {
    var report =
        CancelEverywhere.withSeed(1)
            .run((world, cut) ->
                Scene.in(
                    world,
                    scene ->
                        Stopped.bySender(
                            scene,
                            cut,
                            () -> scene.send(scene.file("song.ogg", SIZE), route),
                            Stopped.endingsBySender(route, SIZE))));
    reporter.publishEntry("sender cancels, " + route, report.toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theReceiverCancelsAtAnyMoment(Route route, TestReporter reporter) {
    var report =
        CancelEverywhere.withSeed(2)
            .run((world, cut) ->
                Scene.in(
                    world,
                    scene ->
                        Stopped.byReceiver(
                            scene,
                            cut,
                            () -> scene.send(scene.file("song.ogg", SIZE), route),
                            Stopped.endingsByReceiver(route, SIZE))));
    reporter.publishEntry("receiver cancels, " + route, report.toString());
  }
}
