package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Writes frames for several tasks, one at a time: bytes as they are given, and short words of STUN
 * that go before the next bytes or by themselves. Saying a word never waits, so that whoever reads
 * the connection goes on reading whatever the peer does.
 */
final class FrameOutbox {
  /** Octets in a frame of bytes: a whole record of TLS fits. */
  static final int LARGEST = (16 << 10) + 512;

  /**
   * How many words wait; of a peer that asks more and does not listen, the rest is not answered.
   */
  static final int MOST_WORDS = 8;

  private static final int HEADER = 2;
  private static final int AT_ONCE = 4;

  private final Tasks tasks;
  private final ByteStream stream;
  private final Monitor monitor;
  // Used by whose turn it is.
  private final ByteBuffer out = ByteBuffer.allocateDirect(AT_ONCE * (HEADER + LARGEST));
  // Guarded by the monitor.
  private final Deque<byte[]> words = new ArrayDeque<>();
  private boolean writing;
  private boolean ended;
  private long lastWrite;

  FrameOutbox(Tasks tasks, ByteStream stream) {
    this.tasks = tasks;
    this.stream = stream;
    this.monitor = tasks.monitor();
    this.lastWrite = tasks.now();
  }

  /** Has a frame sent soon; drops it where too many wait. */
  void say(byte[] word) {
    monitor.change(() -> {
      if (!ended && words.size() < MOST_WORDS) {
        words.add(word);
      }
    });
  }

  /**
   * Waits until there are words to be sent and nobody writes.
   *
   * @return false when the deadline came first, or when nothing may be sent any more
   */
  boolean awaitWords(long deadline) throws InterruptedException {
    monitor.await(() -> ended || (!words.isEmpty() && !writing), deadline);
    boolean[] some = {false};
    monitor.change(() -> some[0] = !ended && !words.isEmpty());
    return some[0];
  }

  /** Sends the words that wait. */
  void flush() throws IOException, InterruptedException {
    inTurn(() -> {});
  }

  /** Sends bytes in frames; takes them all. */
  void write(ByteBuffer from) throws IOException, InterruptedException {
    while (from.hasRemaining()) {
      inTurn(() -> {
        out.clear();
        for (int i = 0; i < AT_ONCE && from.hasRemaining(); i++) {
          int count = Math.min(LARGEST, from.remaining());
          out.putShort((short) count).put(from.slice(from.position(), count));
          from.position(from.position() + count);
        }
        stream.write(out.flip());
      });
    }
  }

  /** Says that nothing follows; words that wait go first. */
  void end() throws IOException, InterruptedException {
    if (hasEnded()) {
      return;
    }
    inTurn(() -> {
      monitor.change(() -> ended = true);
      stream.closeOutput();
    });
  }

  boolean hasEnded() {
    boolean[] over = {false};
    monitor.change(() -> over[0] = ended);
    return over[0];
  }

  long lastWrite() {
    long[] at = {0};
    monitor.change(() -> at[0] = lastWrite);
    return at[0];
  }

  @FunctionalInterface
  private interface Words {
    void say() throws IOException, InterruptedException;
  }

  private void inTurn(Words own) throws IOException, InterruptedException {
    List<byte[]> first = new ArrayList<>();
    monitor.await(
        () -> {
          if (writing) {
            return false;
          }
          writing = true;
          first.addAll(words);
          words.clear();
          return true;
        },
        Tasks.NEVER);
    try {
      if (hasEnded()) {
        throw new IOException("writing to the peer: the output was closed here");
      }
      for (byte[] word : first) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + word.length);
        stream.write(frame.putShort((short) word.length).put(word).flip());
      }
      own.say();
    } finally {
      monitor.change(() -> {
        writing = false;
        lastWrite = tasks.now();
      });
    }
  }
}
