package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Either side pauses a transfer and goes on with it: it stays one, and nobody is asked again. */
class PausedTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  private static SimFile film(Scene scene) {
    scene.bob().vault().slow(1_000_000);
    return scene.file("film.mkv", SIZE).modified(THEN);
  }

  private static void assertThrough(Scene scene, SimFile film, Transfer out, Transfer in)
      throws InterruptedException {
    assertThat(out.await().reason()).isInstanceOf(Completed.class);
    assertThat(in.await().reason()).isInstanceOf(Completed.class);
    assertThat(scene.alice().ferry().transfers()).containsExactly(out);
    assertThat(scene.bob().ferry().transfers()).containsExactly(in);
    assertThat(scene.bob().vault().received())
        .extracting(Received::sha256)
        .containsExactly(film.sha256());
    assertThat(scene.bob().vault().leftovers()).isEmpty();
  }

  @Test
  void theSenderPausesAndGoesOn() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile film = film(scene);
          Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(3.3);
          out.pause();
          scene.until(out, Paused.class);
          scene.until(in, Paused.class);
          scene.place().sleep(100);
          assertThat(out.state()).isEqualTo(new Paused("paused here"));
          assertThat(in.state()).isInstanceOf(Paused.class);
          out.resume();
          assertThrough(scene, film, out, in);
        });
  }

  @Test
  void theReceiverPausesAndGoesOn() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile film = film(scene);
          Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(3.3);
          in.pause();
          scene.until(in, Paused.class);
          scene.place().sleep(20);
          assertThat(in.state()).isEqualTo(new Paused("paused here"));
          in.resume();
          assertThrough(scene, film, out, in);
        });
  }

  @Test
  void everyMomentIsGoodForAPause() {
    for (int moment = 1; moment <= 30; moment++) {
      double seconds = moment * 0.31;
      boolean sender = moment % 2 == 0;
      SimWorld.run(
              moment,
              world ->
                  Scene.in(
                      world,
                      scene -> {
                        SimFile film = film(scene);
                        Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
                        Transfer in = scene.bob().accept();
                        scene.place().sleep(seconds);
                        Transfer one = sender ? out : in;
                        one.pause();
                        scene.place().sleep(5);
                        one.resume();
                        assertThrough(scene, film, out, in);
                      }))
          .check();
    }
  }

  @Test
  void aPausedOneIsCancelled() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Transfer out = scene.alice().sendUntilItIsThrough(film(scene), scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(2.1);
          out.pause();
          scene.until(out, Paused.class);
          scene.until(in, Paused.class);
          out.cancel();
          in.cancel();
          assertThat(out.await().reason()).isEqualTo(new Cancelled(Side.HERE));
          assertThat(in.await().reason()).isEqualTo(new Cancelled(Side.HERE));
          assertThat(scene.bob().vault().leftovers()).isEmpty();
        });
  }
}
