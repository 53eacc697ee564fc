package dev.ferry.peerlink.channel;

import dev.ferry.port.ByteStream;
import java.nio.ByteBuffer;

/** A peer that has said all it has to say. */
final class BytesStream implements ByteStream {
  private final ByteBuffer bytes;
  private final int atOnce;

  /** One byte at a time, so that every place is a place to be cut. */
  BytesStream(byte[] bytes) {
    this(bytes, 1);
  }

  BytesStream(byte[] bytes, int atOnce) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.atOnce = atOnce;
  }

  @Override
  public int read(ByteBuffer into) {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(Math.min(atOnce, into.remaining()), bytes.remaining());
    into.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer from) {
    from.position(from.limit());
  }

  @Override
  public void closeOutput() {}

  @Override
  public void close() {}
}
