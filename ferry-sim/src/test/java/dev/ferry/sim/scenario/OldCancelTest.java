package dev.ferry.sim.scenario;

import static dev.ferry.sim.scenario.Story.arrived;
import static dev.ferry.sim.scenario.Story.ended;
import static dev.ferry.sim.scenario.Story.unseen;

import dev.ferry.Route;
import dev.ferry.sim.CancelEverywhere;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever stops a transfer by the old protocol, and whenever: each side ends with one reason, and
 * nothing is left of it. The protocol has no word for a cancel, so the other side may know no more
 * than that the stream never came, or broke.
 */
class OldCancelTest {
  private static final long SIZE = 300_000;
  private static final String SENT = "completed, SENT_ONLY, ";
  private static final String RECEIVED = "completed, SIZE_ONLY, ";

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theSenderCancelsAtAnyMoment(Route route, TestReporter reporter) {
    List<String> endings =
        List.of(
            unseen("cancelled HERE"),
            ended("cancelled HERE", "timed out: CONNECT"),
            ended("cancelled HERE", "no route"),
            ended("cancelled HERE", "connection lost"),
            arrived("cancelled HERE", RECEIVED + route, SIZE),
            arrived(SENT + route, RECEIVED + route, SIZE));
    var report =
        CancelEverywhere.withSeed(1)
            .run((world, cut) ->
                OldPlace.in(
                    world,
                    scene ->
                        Stopped.bySender(
                            scene,
                            cut,
                            () -> scene.send(scene.file("song.ogg", SIZE), route),
                            endings)));
    reporter.publishEntry("sender cancels, " + route, report.toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theReceiverCancelsAtAnyMoment(Route route, TestReporter reporter) {
    List<String> endings =
        List.of(
            ended("declined", "declined"),
            ended("declined", "cancelled HERE"),
            ended("cancelled THERE", "cancelled HERE"),
            ended("no route", "cancelled HERE"),
            ended("connection lost", "cancelled HERE"),
            ended(SENT + route, "cancelled HERE"),
            arrived(SENT + route, RECEIVED + route, SIZE));
    var report =
        CancelEverywhere.withSeed(2)
            .run((world, cut) ->
                OldPlace.in(
                    world,
                    scene ->
                        Stopped.byReceiver(
                            scene,
                            cut,
                            () -> scene.send(scene.file("song.ogg", SIZE), route),
                            endings)));
    reporter.publishEntry("receiver cancels, " + route, report.toString());
  }
}
