package dev.ferry.sim.file;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file to send. What it offers ({@link #name}, {@link #size}) stays as it was at first; what
 * reading it gives can be changed at any time, from any task.
 */
public final class SimFile implements FileSource {
  private static final int CHUNK = 1 << 16;
  private static final long SECOND = 1_000_000_000;

  private final Tasks tasks;
  private final Monitor monitor;
  private final String name;
  private final long size;
  private Content content;
  private long length;
  private long unreadableFrom = Long.MAX_VALUE;
  private long bytesPerSecond = Long.MAX_VALUE;
  private Optional<Instant> modified = Optional.empty();
  private Optional<String> mediaType = Optional.empty();
  private Optional<Picture> thumbnail = Optional.empty();
  private boolean touched;
  private int open;

  private SimFile(Tasks tasks, String name, long size, Content content) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.name = name;
    this.size = size;
    this.length = size;
    this.content = content;
  }

  /** A file with these bytes. */
  public static SimFile of(Tasks tasks, String name, byte[] bytes) {
    return new SimFile(tasks, name, bytes.length, new Content.Kept(bytes.clone()));
  }

  /** A file of any size, all zeros. */
  public static SimFile sparse(Tasks tasks, String name, long size) {
    return new SimFile(tasks, name, size, new Content.Kept(new byte[0]));
  }

  /** A file of any size, its bytes computed from a seed. */
  public static SimFile generated(Tasks tasks, String name, long size, long seed) {
    return new SimFile(tasks, name, size, new Content.Generated(seed));
  }

  public SimFile modified(Instant at) {
    modified = Optional.of(at);
    return this;
  }

  public SimFile mediaType(String type) {
    mediaType = Optional.of(type);
    return this;
  }

  public SimFile thumbnail(Picture picture) {
    thumbnail = Optional.of(picture);
    return this;
  }

  /** From now on the file ends here. */
  public void truncate(long to) {
    monitor.change(() -> length = to);
  }

  /** From now on the file has other bytes. */
  public void overwrite(long seed) {
    monitor.change(() -> content = new Content.Generated(seed));
  }

  /** Somebody writes to the file: what was offered is there no more, as opening it shows. */
  public void touch() {
    monitor.change(() -> touched = true);
  }

  /** From now on reading at this offset, or past it, fails. */
  public void failFrom(long offset) {
    monitor.change(() -> unreadableFrom = offset);
  }

  /** From now on reading takes its time. */
  public void slow(long perSecond) {
    monitor.change(() -> bytesPerSecond = perSecond);
  }

  /** The SHA-256 of what the file holds now, in lower-case hexadecimal. */
  public String sha256() {
    Sum sum = new Sum();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    for (long at = 0; at < length; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(CHUNK, length - at));
      content.fill(at, buffer);
      sum.add(buffer.flip());
    }
    return sum.hex();
  }

  /** Readings that nobody has closed, for people. */
  public List<String> readers() {
    List<String> readers = new ArrayList<>();
    monitor.change(() -> {
      for (int i = 0; i < open; i++) {
        readers.add("reader of " + path());
      }
    });
    return readers;
  }

  @Override
  public Optional<Picture> thumbnail() {
    return thumbnail;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Optional<Instant> modified() {
    return modified;
  }

  @Override
  public Optional<String> mediaType() {
    return mediaType;
  }

  @Override
  public String path() {
    return "sim:/" + name;
  }

  @Override
  public Reader open() throws IOException {
    boolean[] changed = {false};
    monitor.change(() -> {
      changed[0] = touched;
      open += touched ? 0 : 1;
    });
    if (changed[0]) {
      throw new IOException(path() + " was written to since it was offered; send it again");
    }
    return new SimReader();
  }

  private final class SimReader implements Reader {
    private boolean closed;

    @Override
    public int read(ByteBuffer into, long offset) throws IOException, InterruptedException {
      int count = (int) Math.min(into.remaining(), available(offset));
      if (count < 0 || !into.hasRemaining()) {
        return count < 0 ? -1 : 0;
      }
      pace(count);
      monitor.change(() -> content.fill(offset, into.slice(into.position(), count)));
      into.position(into.position() + count);
      return count;
    }

    /** Bytes that can be read from this offset on; below zero at the end. */
    private long available(long offset) throws IOException {
      long[] left = {0};
      boolean[] shut = {false};
      monitor.change(() -> {
        shut[0] = closed;
        left[0] = Math.min(length, unreadableFrom) - offset;
      });
      if (shut[0]) {
        throw new IOException("cannot read " + path() + ": it was closed");
      }
      if (left[0] <= 0 && unreadableFrom < length) {
        throw new IOException("cannot read " + path() + " at " + offset + ": input/output error");
      }
      return left[0] <= 0 ? -1 : left[0];
    }

    private void pace(int count) throws InterruptedException {
      if (bytesPerSecond < Long.MAX_VALUE) {
        tasks.sleep(count * SECOND / bytesPerSecond);
      }
    }

    @Override
    public long transferTo(long offset, long count, ByteStream to)
        throws IOException, InterruptedException {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, CHUNK));
      int read = read(buffer, offset);
      if (read > 0) {
        to.write(buffer.flip());
      }
      return read;
    }

    @Override
    public void close() {
      monitor.change(() -> {
        open -= closed ? 0 : 1;
        closed = true;
      });
    }
  }
}
