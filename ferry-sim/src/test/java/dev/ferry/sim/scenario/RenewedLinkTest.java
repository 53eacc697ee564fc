package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.Route;
import dev.ferry.Standing;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Offered;
import dev.ferry.TransferState.Paused;
import dev.ferry.Verified;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A link that is lost for good is followed by another, and what was going on goes on over it. */
class RenewedLinkTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  private static void underSeeds(Scene.Play play) {
    SimWorld.underSeeds(SEEDS, world -> in(world, play));
  }

  private static void in(SimWorld world, Scene.Play play) throws Exception {
    try (Place place = new Place(world)) {
      place.renewing();
      XmppSettings usual = XmppSettings.standard();
      play.act(new Scene(place, place.join("alice", usual), place.join("bob", usual)));
      place.assertQuiet();
    }
  }

  private static SimFile film(Scene scene) {
    scene.bob().vault().slow(1_000_000);
    return scene.file("film.mkv", SIZE).modified(THEN);
  }

  private static void assertVerified(Scene scene, SimFile film, Transfer out, Transfer in)
      throws InterruptedException {
    assertThat(out.await().reason()).isEqualTo(new Completed(Verified.HASH, film.sha256()));
    assertThat(in.await().reason()).isEqualTo(new Completed(Verified.HASH, film.sha256()));
    assertThat(scene.alice().ferry().transfers()).containsExactly(out);
    assertThat(scene.bob().ferry().transfers()).containsExactly(in);
    assertThat(scene.bob().vault().received())
        .extracting(Received::sha256)
        .containsExactly(film.sha256());
    assertThat(scene.bob().vault().leftovers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aServerThatStartsAgainIsOutlived(Route route) {
    underSeeds(scene -> {
      SimFile film = film(scene);
      Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob(), route);
      Transfer in = scene.bob().accept();
      scene.until(in, Flowing.class);
      scene.place().sleep(3.3);
      scene.place().server().down();
      scene.place().sleep(20);
      scene.place().server().up();
      assertVerified(scene, film, out, in);
    });
  }

  @Test
  void everyMomentIsGoodForALoss() {
    for (int moment = 0; moment <= 40; moment++) {
      double seconds = moment * 0.25;
      SimWorld.run(
              moment,
              world ->
                  in(
                      world,
                      scene -> {
                        SimFile film = film(scene);
                        Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
                        Transfer in = scene.bob().accept();
                        scene.place().sleep(seconds);
                        scene.place().server().down();
                        scene.place().sleep(5);
                        scene.place().server().up();
                        assertVerified(scene, film, out, in);
                      }))
          .check();
    }
  }

  @Test
  void aReceiverThatLosesItsLinkIsFoundAgain() {
    underSeeds(scene -> {
      SimFile film = film(scene);
      Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
      Transfer in = scene.bob().accept();
      scene.until(in, Flowing.class);
      scene.place().sleep(3.3);
      scene.bob().loseLink();
      scene.place().network().fault("alice", "bob", Fault.RESET);
      assertVerified(scene, film, out, in);
    });
  }

  @Test
  void anOfferNobodyAnsweredIsMadeAgain() {
    underSeeds(scene -> {
      SimFile film = film(scene);
      Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
      Transfer first = scene.bob().offer().transfer();
      scene.until(out, Offered.class);
      scene.alice().loseLink();
      assertThat(first.await().reason()).isNotInstanceOf(Completed.class);
      scene.until(out, Paused.class);
      Transfer in = scene.bob().accept();
      assertThat(out.await().reason()).isEqualTo(in.await().reason());
      assertThat(((Completed) in.await().reason()).how()).isEqualTo(Verified.HASH);
    });
  }

  @Test
  void whatBeginsWithoutALinkWaitsForOne() {
    underSeeds(scene -> {
      SimFile film = film(scene);
      scene.place().server().admits(false);
      scene.alice().loseLink();
      scene.place().sleep(10);
      assertThat(scene.alice().ferry().standing()).isInstanceOf(Standing.Away.class);
      Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
      scene.place().sleep(10);
      scene.place().server().admits(true);
      assertVerified(scene, film, out, scene.bob().accept());
      assertThat(scene.alice().ferry().standing()).isInstanceOf(Standing.Reachable.class);
    });
  }

  /** Also while the receiver stores the file, and while it reports that it has. */
  @Test
  void noMomentOfTheProtocolIsWrongForALoss(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(150, 4)
            .run((world, cut) ->
                in(
                    world,
                    scene -> {
                      SimFile film = scene.file("film.mkv", 3_000_000).modified(THEN);
                      Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
                      Transfer in = scene.bob().accept();
                      cut.begins(() -> {
                        scene.place().server().down();
                        scene.place().server().up();
                      });
                      assertVerified(scene, film, out, in);
                      cut.ends();
                    }));
    reporter.publishEntry("the server starts again", report.toString());
  }

  @Test
  void withoutPatienceNothingWaitsLong() {
    underSeeds(scene -> {
      SimFile film = film(scene);
      scene.place().server().down();
      scene.place().sleep(10);
      Transfer out = scene.send(film);
      assertThat(out.await().reason()).isInstanceOf(ConnectionLost.class);
      assertThat(scene.place().tasks().now()).isLessThan(60 * Place.SECOND);
    });
  }

  @Test
  void aDeviceThatIsClosedWhileItIsAwayLeavesNothing() {
    underSeeds(scene -> {
      SimFile film = film(scene);
      Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
      Transfer in = scene.bob().accept();
      scene.until(in, Flowing.class);
      scene.place().server().down();
      scene.place().sleep(7.7);
      scene.alice().ferry().close();
      scene.bob().ferry().close();
      assertThat(out.await().reason()).isNotInstanceOf(Completed.class);
      assertThat(in.await().reason()).isNotInstanceOf(Completed.class);
      assertThat(scene.alice().ferry().standing()).isInstanceOf(Standing.Gone.class);
      assertThat(scene.bob().ferry().nextOffer(scene.place().soon())).isEmpty();
    });
  }
}
