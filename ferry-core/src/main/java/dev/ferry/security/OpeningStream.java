package dev.ferry.security;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The receiver's end of a stream that only its sender encrypts (XEP-0391 4). Gives bytes as they
 * come; {@link #complete} says whether they were the sender's, so nothing may be done with them
 * before. Nothing can be said back. One task reads.
 */
final class OpeningStream implements ByteStream {
  private static final int PIECE = 128 << 10;

  private final ByteStream raw;
  private final Opening opening;
  private final byte[] wire = new byte[PIECE];
  private final byte[] opened = new byte[PIECE + 2 * Aes.BLOCK];
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private int held;
  private boolean ended;
  private boolean judged;

  OpeningStream(ByteStream raw, Opening opening) {
    this.raw = raw;
    this.opening = opening;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    while (!plain.hasRemaining() && !judged) {
      more();
    }
    if (!plain.hasRemaining()) {
      return -1;
    }
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count;
  }

  private void more() throws IOException, InterruptedException {
    if (!fetch()) {
      judge();
      return;
    }
    int usable = held - opening.trailer();
    if (usable > 0) {
      plain = ByteBuffer.wrap(opened, 0, opening.update(wire, usable, opened));
      System.arraycopy(wire, usable, wire, 0, held - usable);
      held -= usable;
    }
  }

  /** Whether the stream went on. */
  private boolean fetch() throws IOException, InterruptedException {
    int count = ended ? -1 : raw.read(ByteBuffer.wrap(wire, held, wire.length - held));
    ended = count < 0;
    held += Math.max(0, count);
    return !ended;
  }

  private void judge() throws CopyException {
    byte[] trailer = Arrays.copyOf(wire, held);
    plain = ByteBuffer.wrap(opened, 0, opening.finish(trailer, opened));
    judged = true;
  }

  /**
   * Takes what the sender proves its bytes with; it must be what is left of the stream.
   *
   * @return whether it proves anything
   * @throws CopyException when there is more, or the proof is wrong or missing
   */
  boolean complete() throws IOException, InterruptedException {
    if (opening.proves()) {
      // Many a peer leaves the stream open: the proof is all that may still come.
      while (held < opening.trailer() && fetch()) {
        continue;
      }
    } else {
      while (!judged && !plain.hasRemaining()) {
        more();
      }
    }
    if (plain.hasRemaining() || held > opening.trailer()) {
      throw new CopyException(
          Kind.DAMAGED, 0, "the peer sent more than it announced, or its size was changed");
    }
    if (!judged) {
      judge();
    }
    return opening.proves();
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    throw new IOException("nothing can be said back where only the sender encrypts");
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    raw.closeOutput();
  }

  @Override
  public void close() {
    raw.close();
  }

  @Override
  public String toString() {
    return "JET over " + raw;
  }
}
