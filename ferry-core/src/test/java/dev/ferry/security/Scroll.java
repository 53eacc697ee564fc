package dev.ferry.security;

import dev.ferry.port.ByteStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** A stream that was written before it is read, and is read in pieces of odd sizes. */
final class Scroll implements ByteStream {
  private final Random pieces;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteBuffer readable;
  private boolean outputClosed;

  Scroll(long seed, byte[] readable) {
    this.pieces = new Random(seed);
    this.readable = ByteBuffer.wrap(readable.clone());
  }

  @Override
  public int read(ByteBuffer into) {
    if (!readable.hasRemaining()) {
      return -1;
    }
    int most = Math.min(into.remaining(), readable.remaining());
    int count = pieces.nextInt(4) == 0 ? 1 + pieces.nextInt(Math.min(most, 20)) : most;
    into.put(readable.slice(readable.position(), count));
    readable.position(readable.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    written.writeBytes(bytes);
  }

  @Override
  public void closeOutput() {
    outputClosed = true;
  }

  @Override
  public void close() {}

  byte[] written() {
    return written.toByteArray();
  }

  boolean outputClosed() {
    return outputClosed;
  }
}
