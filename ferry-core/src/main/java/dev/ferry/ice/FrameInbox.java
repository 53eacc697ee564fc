package dev.ferry.ice;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Bytes that came in frames and wait for their reader, so many at most. One task puts, another
 * takes, any task closes.
 */
final class FrameInbox {
  /** Octets that wait; more only where what came at once is larger. */
  static final int MOST = 256 << 10;

  private final Tasks tasks;
  private final Monitor monitor;
  // Guarded by the monitor.
  private final Deque<ByteBuffer> frames = new ArrayDeque<>();
  private int waiting;
  private boolean stalled;
  private boolean ended;
  private Optional<String> failure = Optional.empty();
  private long lastFrame;

  FrameInbox(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.lastFrame = tasks.now();
  }

  /** Something came, whatever it was. */
  void heard() {
    monitor.change(() -> lastFrame = tasks.now());
  }

  /** Adds bytes; waits while there are too many. */
  void put(List<ByteBuffer> more) throws InterruptedException {
    int size = more.stream().mapToInt(ByteBuffer::remaining).sum();
    monitor.await(
        () -> {
          stalled = waiting > 0 && waiting + size > MOST && failure.isEmpty();
          if (!stalled && failure.isEmpty()) {
            frames.addAll(more);
            waiting += size;
          }
          if (!stalled) {
            lastFrame = tasks.now();
          }
          return !stalled;
        },
        Tasks.NEVER);
  }

  /**
   * Waits for bytes.
   *
   * @return how many; -1 when there will be none any more
   */
  int take(ByteBuffer into) throws IOException, InterruptedException {
    monitor.await(() -> !frames.isEmpty() || ended || failure.isPresent(), Tasks.NEVER);
    int[] count = {0};
    String[] why = {""};
    monitor.change(() -> {
      if (frames.isEmpty()) {
        count[0] = -1;
        failure.ifPresent(f -> why[0] = f);
        return;
      }
      while (into.hasRemaining() && !frames.isEmpty()) {
        count[0] += move(frames.peek(), into);
      }
      waiting -= count[0];
    });
    if (!why[0].isEmpty()) {
      throw new IOException(why[0]);
    }
    return count[0];
  }

  private int move(ByteBuffer frame, ByteBuffer into) {
    int count = Math.min(frame.remaining(), into.remaining());
    into.put(frame.slice(frame.position(), count));
    frame.position(frame.position() + count);
    if (!frame.hasRemaining()) {
      frames.remove();
    }
    return count;
  }

  /** No more bytes follow. */
  void end() {
    monitor.change(() -> ended = true);
  }

  /** The connection broke; what came before may still be read. The first reason counts. */
  void fail(String why) {
    monitor.change(() -> failure = failure.isEmpty() && !ended ? Optional.of(why) : failure);
  }

  /** Nobody reads any more. */
  void close() {
    monitor.change(() -> {
      frames.clear();
      waiting = 0;
      ended = false;
      failure = failure.or(() -> Optional.of("reading from the peer: closed here"));
    });
  }

  boolean hasEnded() {
    boolean[] over = {false};
    monitor.change(() -> over[0] = ended || failure.isPresent());
    return over[0];
  }

  /** When the peer gave its last sign of life; now, where it is us who do not listen. */
  long lastSign() {
    long[] at = {0};
    monitor.change(() -> at[0] = stalled ? tasks.now() : lastFrame);
    return at[0];
  }
}
