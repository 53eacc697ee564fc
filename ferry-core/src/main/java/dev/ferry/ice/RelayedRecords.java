package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream through a relay, between two of us: bytes in frames, so that the end of one direction
 * can be told, which a relay does not carry. A connection that ends without that word was cut.
 *
 * <p>A frame is its length in 16 bits, one byte for its kind, and bytes.
 */
final class RelayedRecords implements ByteStream {
  private static final byte BYTES = 0;
  private static final byte END = 1;
  private static final int LARGEST = 48 << 10;
  private static final int HEADER = 3;

  private final ByteStream stream;
  private final ByteBuffer out = ByteBuffer.allocateDirect(HEADER + LARGEST);
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);
  private boolean outputClosed;
  private int left;
  private boolean ended;

  RelayedRecords(ByteStream stream) {
    this.stream = stream;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    while (left == 0 && !ended) {
      next();
    }
    if (ended) {
      return -1;
    }
    int limit = into.limit();
    into.limit(into.position() + Math.min(left, into.remaining()));
    try {
      int count = stream.read(into);
      if (count < 0) {
        throw cut();
      }
      left -= count;
      return count;
    } finally {
      into.limit(limit);
    }
  }

  private void next() throws IOException, InterruptedException {
    header.clear();
    while (header.hasRemaining()) {
      if (stream.read(header) < 0) {
        throw cut();
      }
    }
    int length = (header.getShort(0) & 0xFFFF) - 1;
    byte kind = header.get(2);
    if (kind == BYTES && length >= 0) {
      left = length;
    } else if (kind == END && length == 0) {
      ended = true;
    } else {
      throw new IOException("what came through the relay makes no sense");
    }
  }

  private static EOFException cut() {
    return new EOFException("the connection through the relay was cut");
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    if (outputClosed) {
      throw new IOException("writing through the relay: the output was closed here");
    }
    while (from.hasRemaining()) {
      int count = Math.min(LARGEST, from.remaining());
      out.clear().putShort((short) (count + 1)).put(BYTES);
      out.put(from.slice(from.position(), count));
      from.position(from.position() + count);
      stream.write(out.flip());
    }
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    if (!outputClosed) {
      outputClosed = true;
      stream.write(ByteBuffer.allocate(HEADER).putShort((short) 1).put(END).flip());
    }
  }

  @Override
  public void close() {
    stream.close();
  }

  @Override
  public String toString() {
    return stream + " in records";
  }
}
