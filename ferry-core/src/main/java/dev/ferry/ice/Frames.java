package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Messages on a connection, each behind its length in 16 bits (RFC 4571 2). One task may read while
 * another writes.
 */
final class Frames {
  /** Octets of the largest frame. */
  static final int LARGEST = 0xFFFF;

  private final ByteStream stream;
  private final ByteBuffer header = ByteBuffer.allocate(2);
  private ByteBuffer ahead;
  private final int mostAhead;

  /** Reads not a byte beyond the frame asked for. */
  Frames(ByteStream stream) {
    this(stream, 0);
  }

  /**
   * Frames all the way.
   *
   * @param ahead octets that may be read beyond the frame asked for: at first a quarter of them,
   *     all where they come
   */
  Frames(ByteStream stream, int ahead) {
    this.stream = stream;
    this.mostAhead = ahead;
    this.ahead = ByteBuffer.allocate(ahead / 4).limit(0);
  }

  /** Whether the next frame is here already, so that reading it does not wait. */
  boolean hasNext() {
    return ahead.remaining() >= 2
        && ahead.remaining() - 2 >= (ahead.getShort(ahead.position()) & 0xFFFF);
  }

  /**
   * Waits for the next frame; it may be empty.
   *
   * @return empty where the connection ends between two frames
   * @throws IOException when the connection ends within a frame, or breaks
   */
  Optional<ByteBuffer> read() throws IOException, InterruptedException {
    if (!fill(header.clear())) {
      if (header.position() > 0) {
        throw cut();
      }
      return Optional.empty();
    }
    ByteBuffer frame = ByteBuffer.allocate(header.getShort(0) & 0xFFFF);
    if (!fill(frame)) {
      throw cut();
    }
    return Optional.of(frame.flip());
  }

  private static EOFException cut() {
    return new EOFException("the peer closed the connection amid a frame");
  }

  private boolean fill(ByteBuffer into) throws IOException, InterruptedException {
    while (into.hasRemaining()) {
      if (ahead.hasRemaining()) {
        int count = Math.min(ahead.remaining(), into.remaining());
        into.put(ahead.slice(ahead.position(), count));
        ahead.position(ahead.position() + count);
      } else if (into.remaining() >= ahead.capacity()) {
        if (stream.read(into) < 0) {
          return false;
        }
      } else if (!readAhead()) {
        return false;
      }
    }
    return true;
  }

  private boolean readAhead() throws IOException, InterruptedException {
    if (ahead.limit() == ahead.capacity() && ahead.capacity() < mostAhead) {
      ahead = ByteBuffer.allocateDirect(mostAhead);
    }
    ahead.clear();
    int count = 0;
    try {
      count = stream.read(ahead);
    } finally {
      ahead.flip();
    }
    return count >= 0;
  }

  /** Writes a frame, in one piece with its length. */
  void write(byte[] payload) throws IOException, InterruptedException {
    write(ByteBuffer.wrap(payload));
  }

  /**
   * Writes a frame.
   *
   * @param payload at most {@link #LARGEST} bytes; all are taken
   */
  void write(ByteBuffer payload) throws IOException, InterruptedException {
    ByteBuffer frame = ByteBuffer.allocate(2 + payload.remaining());
    frame.putShort((short) payload.remaining()).put(payload);
    stream.write(frame.flip());
  }
}
