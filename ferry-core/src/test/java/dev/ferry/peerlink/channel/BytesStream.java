package dev.ferry.peerlink.channel;

import dev.ferry.port.ByteStream;
import java.nio.ByteBuffer;

/** A peer that has said all it has to say. */
final class BytesStream implements ByteStream {
  private final ByteBuffer bytes;

  BytesStream(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  @Override
  public int read(ByteBuffer into) {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    // One at a time, so that every place is a place to be cut.
    into.put(bytes.get());
    return 1;
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
