package dev.ferry.transport;

import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A stream that has shown that bytes come: those that came first are kept for its reader. */
final class PrimedStream implements ByteStream {
  private static final int FIRST = 4096;

  private final ByteStream stream;
  private final ByteBuffer first;

  private PrimedStream(ByteStream stream, ByteBuffer first) {
    this.stream = stream;
    this.first = first;
  }

  /**
   * Waits for the first bytes, without a deadline: the caller puts a {@link StreamTimer} on the
   * stream.
   *
   * @throws IOException when the stream ends or breaks before any
   */
  static PrimedStream await(ByteStream stream) throws IOException, InterruptedException {
    ByteBuffer first = ByteBuffer.allocate(FIRST);
    if (stream.read(first) < 0) {
      throw new EOFException("it was closed before the first byte");
    }
    return new PrimedStream(stream, first.flip());
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    if (!first.hasRemaining()) {
      return stream.read(into);
    }
    int count = Math.min(first.remaining(), into.remaining());
    into.put(first.slice(first.position(), count));
    first.position(first.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    stream.write(from);
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    stream.closeOutput();
  }

  @Override
  public void close() {
    stream.close();
  }
}
