package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.CancelEverywhere.Cut;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes between, and whenever: every transfer ends for a reason that fits, no sender says
 * that all is well when the receiver has nothing, and nothing is left behind.
 */
class DisturbedTest {
  private static final int DRAWN = 60;
  private static final int SIZE = 300_000;
  private static final long OFFER_COMES = 100 * Place.SECOND;

  static Stream<Arguments> everythingByEveryRoute() {
    return Stream.of(Disturbance.values())
        .flatMap(
            d -> Stream.of(Route.DIRECT, Route.PROXY, Route.IN_BAND).map(r -> Arguments.of(d, r)));
  }

  @ParameterizedTest
  @MethodSource("everythingByEveryRoute")
  void endsForAReasonThatFits(Disturbance disturbance, Route route, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 1)
            .run((world, cut) ->
                Scene.in(
                    world,
                    scene ->
                        assertThat(ending(scene, disturbance, route, cut))
                            .isIn(disturbance.endings())));
    reporter.publishEntry(disturbance + ", " + route, report.toString());
  }

  private static String ending(Scene scene, Disturbance disturbance, Route route, Cut cut)
      throws InterruptedException {
    Transfer out = scene.send(scene.file("song.ogg", SIZE), route);
    cut.begins(() -> disturbance.strike(scene, route));
    Optional<IncomingOffer> offer =
        scene.bob().ferry().nextOffer(scene.place().tasks().in(OFFER_COMES));
    offer.ifPresent(o -> o.accept(scene.bob().vault()));
    scene.story();
    cut.ends();
    Optional<Transfer> in = scene.bob().ferry().transfers().stream().findFirst();
    return words(out) + " | " + (in.isPresent() ? words(in.get()) : "-");
  }

  /** The reason without what the peer or a server said beside it. */
  private static String words(Transfer transfer) throws InterruptedException {
    return Story.words(transfer.await().reason()).replaceFirst("^(unreachable|peer fault).*", "$1");
  }
}
