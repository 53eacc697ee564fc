package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere.Cut;
import java.util.List;
import java.util.Optional;

/** A transfer of {@code song.ogg} from alice to bob that one of them stops, and how it may end. */
final class Stopped {
  private Stopped() {}

  @FunctionalInterface
  interface Offering {
    Transfer send() throws InterruptedException;
  }

  static void bySender(Scene scene, Cut cut, Offering offering, List<String> endings)
      throws InterruptedException {
    cut.begins(offering.send()::cancel);
    Optional<IncomingOffer> offer = scene.bob().ferry().nextOffer(scene.place().soon());
    offer.ifPresent(o -> o.accept(scene.bob().vault()));
    assertEnding(scene, cut, endings);
  }

  static void byReceiver(Scene scene, Cut cut, Offering offering, List<String> endings)
      throws InterruptedException {
    offering.send();
    IncomingOffer offer = scene.bob().offer();
    cut.begins(offer.transfer()::cancel);
    offer.accept(scene.bob().vault());
    assertEnding(scene, cut, endings);
  }

  private static void assertEnding(Scene scene, Cut cut, List<String> endings)
      throws InterruptedException {
    String story = scene.story();
    cut.ends();
    assertThat(story).isIn(endings);
  }

  /** How a Jingle session may end that the sender stops. */
  static List<String> endingsBySender(Route route, long size) {
    String completed = "completed, HASH, " + route;
    return List.of(
        Story.unseen("cancelled HERE"),
        Story.ended("cancelled HERE", "cancelled THERE"),
        // The receiver's word was on its way already: only the sender is cancelled.
        Story.arrived("cancelled HERE", completed, size),
        Story.arrived(completed, completed, size));
  }

  /** How a Jingle session may end that the receiver stops. */
  static List<String> endingsByReceiver(Route route, long size) {
    String completed = "completed, HASH, " + route;
    return List.of(
        Story.ended("declined", "declined"),
        Story.ended("cancelled THERE", "cancelled HERE"),
        Story.arrived(completed, completed, size));
  }
}
