package dev.ferry.sim.file;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.Monitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** A file that was received, and is given on. */
record SimStored(Monitor monitor, String name, SimPartialFile file) implements FileSource {
  private static final int PIECE = 1 << 16;

  @Override
  public long size() {
    long[] size = {0};
    monitor.change(() -> size[0] = file.length());
    return size[0];
  }

  @Override
  public Optional<Instant> modified() {
    return file.modified();
  }

  @Override
  public Optional<String> mediaType() {
    return Optional.empty();
  }

  @Override
  public String path() {
    return SimPartialFile.path(name);
  }

  @Override
  public Reader open() {
    long size = size();
    return new Reader() {
      @Override
      public int read(ByteBuffer into, long offset) {
        int count = (int) Math.min(into.remaining(), size - offset);
        if (count > 0) {
          int end = into.limit();
          into.limit(into.position() + count);
          monitor.change(() -> file.get(into, offset));
          into.limit(end);
        }
        return offset >= size ? -1 : count;
      }

      @Override
      public long transferTo(long offset, long count, ByteStream to)
          throws IOException, InterruptedException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, count));
        int read = read(piece, offset);
        to.write(piece.flip());
        return read;
      }

      @Override
      public void close() {}
    };
  }
}
