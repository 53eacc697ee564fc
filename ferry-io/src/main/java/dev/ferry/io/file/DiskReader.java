package dev.ferry.io.file;

import dev.ferry.io.socket.SocketStream;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** An open file of a {@link DiskFile}. Used by one task at a time, closed by any. */
final class DiskReader implements FileSource.Reader {
  private static final System.Logger LOG = System.getLogger(DiskReader.class.getName());
  private static final int PIECE = 256 << 10;

  private final Supplier<String> file;
  private final long size;
  private final FileChannel channel;
  private Optional<ByteBuffer> piece = Optional.empty();

  private DiskReader(Supplier<String> file, long size, FileChannel channel) {
    this.file = file;
    this.size = size;
    this.channel = channel;
  }

  /**
   * Opens a file, which must be as it was.
   *
   * @param modified when it was last written
   */
  static DiskReader of(Path file, long size, Optional<Instant> modified) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    DiskReader reader = new DiskReader(file::toString, size, channel);
    try {
      reader.requireSize();
      if (modified.isPresent()
          && !Files.getLastModifiedTime(file).toInstant().equals(modified.get())) {
        throw new IOException(
            "%s was written to since it was offered; send it again".formatted(file));
      }
      return reader;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Reads a file that is open already; it is closed when it is not of that size.
   *
   * @param file what to call it, asked only when something is to be said
   */
  static DiskReader of(Supplier<String> file, long size, FileChannel channel) throws IOException {
    DiskReader reader = new DiskReader(file, size, channel);
    try {
      reader.requireSize();
      return reader;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into, long offset) throws IOException, InterruptedException {
    try {
      if (offset >= size) {
        requireSize();
        return -1;
      }
      int end = into.limit();
      into.limit((int) Math.min(end, into.position() + Math.min(size - offset, into.remaining())));
      try {
        int count = channel.read(into, offset);
        if (count < 0) {
          throw changed();
        }
        return count;
      } finally {
        into.limit(end);
      }
    } catch (ClosedByInterruptException cancelled) {
      throw interrupted();
    }
  }

  private static InterruptedException interrupted() {
    boolean unused = Thread.interrupted();
    return new InterruptedException();
  }

  private void requireSize() throws IOException {
    if (channel.size() != size) {
      throw changed();
    }
  }

  private IOException changed() throws IOException {
    return new IOException(
        "%s changed while it was being sent: it had %d bytes and now has %d; send it again"
            .formatted(file.get(), size, channel.size()));
  }

  @Override
  public long transferTo(long offset, long count, ByteStream to)
      throws IOException, InterruptedException {
    long wanted = Math.min(count, size - offset);
    if (wanted > 0 && to instanceof SocketStream socket) {
      long moved = socket.writeFrom(channel, offset, wanted);
      if (moved < 0) {
        throw changed();
      }
      return moved;
    }
    ByteBuffer buffer = piece.orElseGet(() -> ByteBuffer.allocateDirect(PIECE));
    piece = Optional.of(buffer);
    int read = read(buffer.clear().limit((int) Math.clamp(wanted, 0, PIECE)), offset);
    if (read > 0) {
      to.write(buffer.flip());
    }
    return read;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing " + file.get(), e);
    }
  }
}
