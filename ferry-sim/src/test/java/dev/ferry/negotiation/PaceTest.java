package dev.ferry.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.SimWorld;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** So many bytes take as long as they should. */
class PaceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int RATE = 100_000;
  private static final int SEEDS = 8;

  /** Takes and gives as much as anybody wants, at once. */
  private static final class Endless implements ByteStream {
    private final AtomicLong passed;

    Endless(AtomicLong passed) {
      this.passed = passed;
    }

    @Override
    public int read(ByteBuffer into) {
      int all = into.remaining();
      into.position(into.limit());
      passed.addAndGet(all);
      return all;
    }

    @Override
    public void write(ByteBuffer from) {
      passed.addAndGet(from.remaining());
      from.position(from.limit());
    }

    @Override
    public void closeOutput() {}

    @Override
    public void close() {}
  }

  private static void move(ByteStream stream, boolean out, int bytes) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (out) {
        stream.write(buffer);
      } else {
        assertThat(stream.read(buffer)).isPositive();
      }
    }
  }

  private static void assertTakes(boolean out, int streams, int bytes, long rate, double seconds) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Paces paces = Paces.free(world.tasks());
          (out ? paces.up() : paces.down()).limit(rate);
          AtomicLong passed = new AtomicLong();
          long begun = world.tasks().now();
          try (TaskScope scope = new TaskScope(world.tasks())) {
            List<TaskHandle> moving = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
              ByteStream stream = new Valve(world.tasks(), paces).over(new Endless(passed));
              moving.add(
                  scope.fork(
                      "stream " + i,
                      () -> {
                        try {
                          move(stream, out, bytes);
                        } catch (Exception e) {
                          throw new AssertionError(e);
                        }
                      }));
            }
            for (TaskHandle one : moving) {
              one.join();
            }
          }
          assertThat(passed).hasValue((long) streams * bytes);
          // The last portion is not waited for, being through.
          double took = (world.tasks().now() - begun) / (double) SECOND;
          double last = rate == 0 ? 0 : Math.max(1, rate / 20) / (double) rate;
          assertThat(took).isBetween(seconds - last * streams - 0.001, seconds + 0.001);
        });
  }

  @Test
  void oneTransferOutTakesAsLongAsItShould() {
    assertTakes(true, 1, 10 * RATE, RATE, 10);
  }

  @Test
  void oneTransferInTakesAsLongAsItShould() {
    assertTakes(false, 1, 10 * RATE, RATE, 10);
  }

  @Test
  void severalShareTheRate() {
    assertTakes(true, 5, 2 * RATE, RATE, 10);
    assertTakes(false, 5, 2 * RATE, RATE, 10);
  }

  @Test
  void aRateOfAFewBytesStillFlows() {
    assertTakes(true, 1, 70, 7, 10);
  }

  @Test
  void withoutALimitNobodyWaits() {
    assertTakes(true, 3, 50 * RATE, 0, 0);
  }

  @Test
  void anotherLimitCountsAtOnce() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Paces paces = Paces.free(world.tasks());
          ByteStream stream = new Valve(world.tasks(), paces).over(new Endless(new AtomicLong()));
          paces.up().limit(RATE);
          long begun = world.tasks().now();
          move(stream, true, 4 * RATE);
          paces.up().limit(4L * RATE);
          move(stream, true, 4 * RATE);
          paces.up().limit(0);
          move(stream, true, 400 * RATE);
          double took = (world.tasks().now() - begun) / (double) SECOND;
          assertThat(took).isBetween(4.85, 5.001);
        });
  }
}
