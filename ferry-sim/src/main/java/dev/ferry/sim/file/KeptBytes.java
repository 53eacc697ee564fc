package dev.ferry.sim.file;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads bytes kept in memory. */
record KeptBytes(byte[] bytes) implements FileSource.Reader {
  @Override
  public int read(ByteBuffer into, long offset) {
    if (offset >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(into.remaining(), bytes.length - offset);
    into.put(bytes, (int) offset, count);
    return count;
  }

  @Override
  public long transferTo(long offset, long count, ByteStream to)
      throws IOException, InterruptedException {
    if (offset >= bytes.length) {
      return -1;
    }
    int size = (int) Math.min(count, bytes.length - offset);
    to.write(ByteBuffer.wrap(bytes, (int) offset, size));
    return size;
  }

  @Override
  public void close() {}
}
