package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is hashed beside a transfer leaves room for it, as long as nobody waits. */
class SurveyTest {
  private static final long READING = 10_000_000;
  private static final int BUFFER = 512 * 1024;
  private static final int PIECES = 40;

  /** Zeros, each piece of which takes its time. */
  private static final class Slow implements Survey.Bytes {
    private final Tasks tasks;
    private int pieces;

    Slow(Tasks tasks) {
      this.tasks = tasks;
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException, InterruptedException {
      if (offset >= (long) PIECES * BUFFER) {
        return -1;
      }
      tasks.sleep(READING);
      pieces++;
      int count = into.remaining();
      into.put(new byte[count]);
      return count;
    }
  }

  private static Survey survey(Tasks tasks, Slow bytes, long end) {
    return new Survey(tasks, bytes, end, false, Hashing.sha256(), Optional.empty());
  }

  @Test
  void restsAsLongAsItWorksUntilSomebodyWaits() {
    SimWorld.underSeeds(
        3,
        world -> {
          Tasks tasks = world.tasks();
          Slow bytes = new Slow(tasks);
          Survey survey = survey(tasks, bytes, (long) PIECES * BUFFER);
          TaskHandle beside = tasks.fork("survey", survey::run);
          tasks.sleep(20 * READING);
          assertThat(bytes.pieces).isBetween(9, 11);

          long begun = tasks.now();
          int before = bytes.pieces;
          survey.await(() -> {});
          assertThat(tasks.now() - begun).isLessThanOrEqualTo((PIECES - before + 1) * READING);
          assertThat(bytes.pieces).isEqualTo(PIECES);
          assertThat(survey.hashes().get(Hashes.SHA_256)).isPresent();
          beside.join();
        });
  }

  @Test
  void aRestEndsWhenItIsStopped() {
    SimWorld.underSeeds(
        3,
        world -> {
          Tasks tasks = world.tasks();
          Slow bytes = new Slow(tasks);
          Survey survey = survey(tasks, bytes, (long) PIECES * BUFFER);
          TaskHandle beside = tasks.fork("survey", survey::run);
          tasks.sleep(5 * READING);
          survey.stop();
          long begun = tasks.now();
          beside.join();
          assertThat(tasks.now() - begun).isLessThanOrEqualTo(READING);
          assertThat(bytes.pieces).isLessThan(PIECES);
        });
  }

  @Test
  void whoReadsItselfDoesNotRest() {
    SimWorld.underSeeds(
        3,
        world -> {
          Tasks tasks = world.tasks();
          Slow bytes = new Slow(tasks);
          long begun = tasks.now();
          survey(tasks, bytes, (long) PIECES * BUFFER).read(() -> {});
          assertThat(tasks.now() - begun).isEqualTo(PIECES * READING);
        });
  }

  @Test
  void aFileThatEndsEarlyIsToldToWhoWaits() {
    SimWorld.underSeeds(
        3,
        world -> {
          Tasks tasks = world.tasks();
          Survey survey = survey(tasks, new Slow(tasks), (long) (PIECES + 1) * BUFFER);
          TaskHandle beside = tasks.fork("survey", survey::run);
          assertThatThrownBy(() -> survey.await(() -> {})).hasMessageContaining("it was changed");
          beside.join();
        });
  }
}
