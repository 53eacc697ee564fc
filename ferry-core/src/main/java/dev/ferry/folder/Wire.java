package dev.ferry.folder;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The stream as the two sides use it besides the bytes of files: numbers and frames, each read
 * whole. Used by one task at a time.
 */
final class Wire {
  /** The most bytes in a frame. */
  static final int FRAME = 64 << 10;

  private static final byte IDLE = 0;
  private static final byte BEGIN = 1;

  private final ByteStream stream;
  private final ByteBuffer number = ByteBuffer.allocate(4);
  private final ByteBuffer frame = ByteBuffer.allocate(FRAME);

  Wire(ByteStream stream) {
    this.stream = stream;
  }

  /**
   * The next frame, to be used before the next is read; an empty one has a meaning of its own.
   *
   * @throws CopyException also when it is longer than frames are
   */
  ByteBuffer readFrame() throws CopyException, InterruptedException {
    int length = readInt();
    if (length < 0 || length > FRAME) {
      throw new CopyException(Kind.PEER, 0, "the peer sent a part that is too long");
    }
    fill(frame.clear().limit(length));
    return frame.flip();
  }

  int readInt() throws CopyException, InterruptedException {
    fill(number.clear());
    return number.getInt(0);
  }

  byte[] readBytes(int count) throws CopyException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    fill(bytes);
    return bytes.array();
  }

  private void fill(ByteBuffer bytes) throws CopyException, InterruptedException {
    while (bytes.hasRemaining()) {
      if (read(bytes) < 0) {
        throw new CopyException(Kind.TOO_SHORT, 0, "the peer ended the stream midway");
      }
    }
  }

  /** Reads some bytes; -1 at the end. */
  int read(ByteBuffer into) throws CopyException, InterruptedException {
    try {
      return stream.read(into);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, 0, "receiving from the peer", e);
    }
  }

  void writeFrame(ByteBuffer payload) throws CopyException, InterruptedException {
    ByteBuffer whole = ByteBuffer.allocate(4 + payload.remaining());
    write(whole.putInt(payload.remaining()).put(payload).flip());
  }

  void write(ByteBuffer bytes) throws CopyException, InterruptedException {
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, 0, "sending to the peer", e);
    }
  }

  /** Says nothing, to move on what a relay may hold back. */
  void idle() throws CopyException, InterruptedException {
    write(ByteBuffer.allocate(1).put(IDLE).flip());
  }

  /** Says that the bytes of files follow. */
  void begin() throws CopyException, InterruptedException {
    write(ByteBuffer.allocate(1).put(BEGIN).flip());
  }

  /** Waits until the bytes of files follow. */
  void awaitBegin() throws CopyException, InterruptedException {
    byte word = readBytes(1)[0];
    while (word == IDLE) {
      word = readBytes(1)[0];
    }
    if (word != BEGIN) {
      throw new CopyException(Kind.PEER, 0, "the peer does not say that files follow");
    }
  }

  /** Says that no more bytes follow. */
  void end() throws CopyException, InterruptedException {
    try {
      stream.closeOutput();
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, 0, "ending the stream", e);
    }
  }
}
