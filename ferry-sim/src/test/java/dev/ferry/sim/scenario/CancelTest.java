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

/** Whoever stops a transfer, and whenever: both sides learn why, and nothing is left of it. */
class CancelTest {
  private static final long SIZE = 300_000;

  private static final String COMPLETED =
      """
      alice sends song.ogg: completed, HASH, %1$s
      bob receives song.ogg: completed, HASH, %1$s
      bob has song.ogg, 300000 bytes
      """;

  /** When the receiver's word was on its way already, only the sender is cancelled. */
  private static final String TOO_LATE =
      """
      alice sends song.ogg: cancelled HERE
      bob receives song.ogg: completed, HASH, %1$s
      bob has song.ogg, 300000 bytes
      """;

  private static final String BEFORE_THE_OFFER = "alice sends song.ogg: cancelled HERE\n";

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
                    scene -> {
                      Transfer out = scene.send(scene.file("song.ogg", SIZE), route);
                      cut.begins(out::cancel);
                      acceptIfAny(scene);
                      assertThat(ending(scene, cut))
                          .isIn(
                              BEFORE_THE_OFFER,
                              "alice sends song.ogg: cancelled HERE\n"
                                  + "bob receives song.ogg: cancelled THERE\n",
                              TOO_LATE.formatted(route),
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
                Scene.in(
                    world,
                    scene -> {
                      scene.send(scene.file("song.ogg", SIZE), route);
                      IncomingOffer offer = scene.bob().offer();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(scene.bob().vault());
                      assertThat(ending(scene, cut))
                          .isIn(
                              "alice sends song.ogg: declined\nbob receives song.ogg: declined\n",
                              "alice sends song.ogg: cancelled THERE\n"
                                  + "bob receives song.ogg: cancelled HERE\n",
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
