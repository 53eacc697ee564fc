package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * A transfer that was lost and goes on is cancelled at any moment: each side ends with one reason,
 * and nothing stays in use.
 */
class CancelResumedTest {
  private static final int DRAWN = 60;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  /** Chooses whose transfer is cancelled. */
  private interface Which {
    Transfer of(Transfer out, Transfer in);
  }

  private static String cancelled(Which which) {
    return CancelEverywhere.drawing(DRAWN, 3)
        .run((world, cut) ->
            Scene.in(
                world,
                scene -> {
                  SimFile film = scene.file("film.mkv", 4_000_000).modified(THEN);
                  scene.bob().vault().slow(1_000_000);
                  Transfer out = scene.alice().sendUntilItIsThrough(film, scene.bob());
                  Transfer in = scene.bob().accept();
                  scene.until(in, Flowing.class);
                  scene.place().sleep(2.6);
                  scene.place().network().fault("alice", "bob", Fault.RESET);
                  Transfer chosen = which.of(out, in);
                  cut.begins(chosen::cancel);
                  EndReason ours = chosen.await().reason();
                  assertThat(ours).isIn(new Cancelled(Side.HERE), completed(ours));
                  scene.alice().ferry().close();
                  assertThat(out.await().reason()).isNotNull();
                  assertThat(in.await().reason()).isNotNull();
                  cut.ends();
                  if (ours.equals(new Cancelled(Side.HERE)) && chosen == in) {
                    assertThat(scene.bob().vault().received()).isEmpty();
                  }
                }))
        .toString();
  }

  private static EndReason completed(EndReason reason) {
    return reason instanceof Completed ? reason : new Cancelled(Side.HERE);
  }

  @Test
  void byTheSender(TestReporter reporter) {
    reporter.publishEntry("sender cancels", cancelled((out, _) -> out));
  }

  @Test
  void byTheReceiver(TestReporter reporter) {
    reporter.publishEntry("receiver cancels", cancelled((_, in) -> in));
  }
}
