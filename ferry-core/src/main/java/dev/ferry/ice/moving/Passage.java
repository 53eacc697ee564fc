package dev.ferry.ice.moving;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What both directions of a moving stream share: the relay, the direct way while there is one, how
 * far the move has come, and what ended it all. Any task.
 */
final class Passage {
  private static final System.Logger LOG = System.getLogger(Passage.class.getName());

  private final RelayedRecords relay;
  private final Monitor monitor;
  // Guarded by the monitor.
  private Crossing crossing = Crossing.NONE;
  private Optional<ByteStream> direct = Optional.empty();
  private Optional<IOException> broken = Optional.empty();
  private boolean closed;

  Passage(Tasks tasks, RelayedRecords relay) {
    this.relay = relay;
    this.monitor = tasks.monitor();
  }

  RelayedRecords relay() {
    return relay;
  }

  /** Guards the state of both directions, too. */
  Monitor monitor() {
    return monitor;
  }

  // What follows is called with the monitor held.

  Crossing crossing() {
    return crossing;
  }

  Optional<ByteStream> direct() {
    return direct;
  }

  boolean isOver() {
    return closed || broken.isPresent();
  }

  // What follows is called without it.

  <T> T look(Supplier<T> field) {
    List<T> seen = new ArrayList<>(1);
    monitor.change(() -> seen.add(field.get()));
    return seen.getFirst();
  }

  void step(UnaryOperator<Crossing> next) {
    monitor.change(() -> crossing = next.apply(crossing));
  }

  /**
   * Waits for a condition, or for the end of it all; what holds is not stopped by what broke.
   *
   * @return whether it came in time
   * @throws IOException when the stream was closed here, or broke
   */
  boolean await(BooleanSupplier ready, long deadline) throws IOException, InterruptedException {
    boolean[] held = {false};
    boolean woken =
        monitor.await(
            () -> {
              held[0] = !closed && ready.getAsBoolean();
              return held[0] || isOver();
            },
            deadline);
    if (woken && !held[0]) {
      throw why();
    }
    return woken;
  }

  private IOException why() {
    return look(() -> broken)
        .map(e -> new IOException(e.getMessage(), e))
        .orElseGet(() -> new IOException("the stream through the relay was closed here"));
  }

  /** Takes the way that an attempt has found; answers false when it is of no use any more. */
  boolean begin(int attempt, ByteStream way) {
    boolean[] taken = {false};
    monitor.change(() -> {
      taken[0] = !isOver() && crossing.mayBegin(attempt);
      if (taken[0]) {
        direct = Optional.of(way);
        crossing = crossing.begun(attempt);
      }
    });
    if (!taken[0]) {
      way.close();
    }
    return taken[0];
  }

  /** Gives an attempt up; answers false when it is too late for that. */
  boolean leave(int attempt) {
    List<ByteStream> useless = new ArrayList<>(1);
    boolean[] left = {false};
    monitor.change(() -> {
      left[0] = !crossing.done();
      if (left[0] && crossing.attempt() == attempt) {
        direct.ifPresent(useless::add);
        direct = Optional.empty();
      }
      crossing = crossing.leave(attempt);
    });
    useless.forEach(ByteStream::close);
    return left[0];
  }

  /** The relay carries no more; answers whether the stream can do without it. */
  boolean relayGone(IOException why) {
    boolean[] spared = {false};
    monitor.change(() -> {
      crossing = crossing.relayGone();
      spared[0] = crossing.done();
      if (!spared[0]) {
        broken = broken.or(() -> Optional.of(why));
      }
    });
    if (!spared[0]) {
      LOG.log(System.Logger.Level.DEBUG, "what came through " + relay, why);
    }
    return spared[0];
  }

  void close() {
    List<ByteStream> open = new ArrayList<>(1);
    monitor.change(() -> {
      closed = true;
      direct.ifPresent(open::add);
    });
    open.forEach(ByteStream::close);
    relay.close();
  }
}
