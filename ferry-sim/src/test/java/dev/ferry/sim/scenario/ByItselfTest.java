package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Fault;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A transfer that is lost goes on by itself; nobody is asked twice, and it stays one transfer. */
class ByItselfTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");
  private static final long SECOND = 1_000_000_000;

  @Test
  void aConnectionThatBreaksIsMadeAgain() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Film film = Film.of(scene);
          Transfer out = scene.alice().sendUntilItIsThrough(film.file(), scene.bob());
          Transfer in = scene.bob().accept();
          for (double seconds : List.of(2.5, 1.7, 2.9)) {
            scene.until(in, Flowing.class);
            scene.place().sleep(seconds);
            scene.place().network().fault("alice", "bob", Fault.RESET);
            scene.until(out, Paused.class);
          }
          film.assertThrough(out, in);
          // Some seconds for each pause, and no byte that was durable twice.
          assertThat(scene.place().tasks().now()).isLessThan(25 * SECOND);
        });
  }

  @Test
  void aConnectionThatFallsSilentIsGivenUpAndMadeAgain() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Film film = Film.of(scene);
          Transfer out = scene.alice().sendUntilItIsThrough(film.file(), scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(3.3);
          scene.place().network().fault("alice", "bob", Fault.SILENCE);
          film.assertThrough(out, in);
        });
  }

  @Test
  void aFullFolderIsWaitedFor() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Film film = Film.of(scene);
          Transfer out = scene.alice().sendUntilItIsThrough(film.file(), scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(3.3);
          scene.bob().vault().room(0);
          scene.until(in, Paused.class);
          assertThat(((Paused) in.state()).why()).contains("make room");
          scene.until(out, Paused.class);
          scene.place().sleep(100);
          assertThat(in.state()).isInstanceOf(Paused.class);
          scene.bob().vault().room(SIZE);
          film.assertThrough(out, in);
        });
  }

  @Test
  void aCancelBetweenTwoAttemptsEndsIt() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Transfer out = scene.alice().sendUntilItIsThrough(Film.of(scene).file(), scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(3.3);
          scene.place().network().fault("alice", "bob", Fault.RESET);
          scene.until(out, Paused.class);
          scene.until(in, Paused.class);
          out.cancel();
          in.cancel();
          assertThat(out.await().reason()).isEqualTo(new Cancelled(Side.HERE));
          assertThat(in.await().reason()).isEqualTo(new Cancelled(Side.HERE));
          assertThat(scene.bob().vault().leftovers()).isEmpty();
        });
  }

  @Test
  void aSenderThatNeverComesBackIsGivenUpAndWhatCameIsKept() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.alice().sendUntilItIsThrough(Film.of(scene).file(), scene.bob());
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(3.3);
          scene.place().network().fault("alice", "bob", Fault.RESET);
          scene.alice().ferry().close();
          assertThat(in.await().reason()).isInstanceOfAny(ConnectionLost.class, Cancelled.class);
        });
  }

  @Test
  void everyMomentIsGoodForACut() {
    for (int moment = 1; moment <= 40; moment++) {
      double seconds = moment * 0.23;
      SimWorld.run(
              moment,
              world ->
                  Scene.in(
                      world,
                      scene -> {
                        Film film = Film.of(scene);
                        Transfer out = scene.alice().sendUntilItIsThrough(film.file(), scene.bob());
                        Transfer in = scene.bob().accept();
                        scene.until(in, Flowing.class);
                        scene.place().sleep(seconds);
                        scene.place().network().fault("alice", "bob", Fault.RESET);
                        film.assertThrough(out, in);
                      }))
          .check();
    }
  }
}
