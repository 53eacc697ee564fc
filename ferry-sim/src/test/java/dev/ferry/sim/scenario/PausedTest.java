package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.sim.SimWorld;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Either side pauses a transfer and goes on with it: it stays one, and nobody is asked again. */
class PausedTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  @Test
  void theSenderPausesAndGoesOn() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Film film = Film.of(scene);
          Transfer out = scene.alice().sendUntilItIsThrough(film.file(), scene.bob());
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
          film.assertThrough(out, in);
        });
  }

  @Test
  void theReceiverPausesAndGoesOn() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Film film = Film.of(scene);
          Transfer out = scene.alice().sendUntilItIsThrough(film.file(), scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(3.3);
          in.pause();
          scene.until(in, Paused.class);
          scene.place().sleep(20);
          assertThat(in.state()).isEqualTo(new Paused("paused here"));
          in.resume();
          film.assertThrough(out, in);
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
                        Film film = Film.of(scene);
                        Transfer out = scene.alice().sendUntilItIsThrough(film.file(), scene.bob());
                        Transfer in = scene.bob().accept();
                        scene.place().sleep(seconds);
                        Transfer one = sender ? out : in;
                        one.pause();
                        scene.place().sleep(5);
                        one.resume();
                        film.assertThrough(out, in);
                      }))
          .check();
    }
  }

  @Test
  void aPausedOneIsCancelled() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Transfer out = scene.alice().sendUntilItIsThrough(Film.of(scene).file(), scene.bob());
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
