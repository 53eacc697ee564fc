package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.CancelEverywhere.Cut;
import java.util.Optional;
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

  private static final String COMPLETED =
      """
      alice sends song.ogg: completed, SENT_ONLY, %1$s
      bob receives song.ogg: completed, SIZE_ONLY, %1$s
      bob has song.ogg, 300000 bytes
      """;

  private static String ended(String sender, String receiver) {
    return "alice sends song.ogg: %s\nbob receives song.ogg: %s\n".formatted(sender, receiver);
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theSenderCancelsAtAnyMoment(Route route, TestReporter reporter) {
    var report =
        CancelEverywhere.withSeed(1)
            .run((world, cut) ->
                OldPlace.in(
                    world,
                    scene -> {
                      Transfer out = scene.send(scene.file("song.ogg", SIZE), route);
                      cut.begins(out::cancel);
                      acceptIfAny(scene);
                      assertThat(ending(scene, cut))
                          .isIn(
                              "alice sends song.ogg: cancelled HERE\n",
                              ended("cancelled HERE", "timed out: CONNECT"),
                              ended("cancelled HERE", "no route"),
                              ended("cancelled HERE", "connection lost"),
                              """
                              alice sends song.ogg: cancelled HERE
                              bob receives song.ogg: completed, SIZE_ONLY, %s
                              bob has song.ogg, 300000 bytes
                              """
                                  .formatted(route),
                              COMPLETED.formatted(route));
                    }));
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
                OldPlace.in(
                    world,
                    scene -> {
                      scene.send(scene.file("song.ogg", SIZE), route);
                      IncomingOffer offer = scene.bob().offer();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(scene.bob().vault());
                      assertThat(ending(scene, cut))
                          .isIn(
                              ended("declined", "declined"),
                              ended("declined", "cancelled HERE"),
                              ended("cancelled THERE", "cancelled HERE"),
                              ended("no route", "cancelled HERE"),
                              ended("connection lost", "cancelled HERE"),
                              ended("completed, SENT_ONLY, " + route, "cancelled HERE"),
                              COMPLETED.formatted(route));
                    }));
    reporter.publishEntry("receiver cancels, " + route, report.toString());
  }

  private static void acceptIfAny(Scene scene) throws InterruptedException {
    Optional<IncomingOffer> offer = scene.bob().ferry().nextOffer(scene.place().soon());
    offer.ifPresent(o -> o.accept(scene.bob().vault()));
  }

  private static String ending(Scene scene, Cut cut) throws InterruptedException {
    String story = scene.story();
    cut.ends();
    return story;
  }
}
