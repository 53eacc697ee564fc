package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Messages on a connection, each behind its length in 16 bits (RFC 4571 2). One task may read while
 * another writes. Not a byte is read beyond the frame asked for.
 */
final class Frames {
  /** Octets of the largest frame. */
  static final int LARGEST = 0xFFFF;

  private final ByteStream stream;
  private final ByteBuffer header = ByteBuffer.allocate(2);

  Frames(ByteStream stream) {
    this.stream = stream;
  }

  /**
   * Waits for the next frame; it may be empty.
   *
   * @throws IOException when the connection ends or breaks
   */
  ByteBuffer read() throws IOException, InterruptedException {
    fill(header.clear());
    ByteBuffer frame = ByteBuffer.allocate(header.getShort(0) & 0xFFFF);
    fill(frame);
    return frame.flip();
  }

  private void fill(ByteBuffer into) throws IOException, InterruptedException {
    while (into.hasRemaining()) {
      if (stream.read(into) < 0) {
        throw new EOFException("the peer closed the connection");
      }
    }
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
