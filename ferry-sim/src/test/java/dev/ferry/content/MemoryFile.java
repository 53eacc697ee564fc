package dev.ferry.content;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** A file in memory, read by one copy or written by another; it can fail at a given offset. */
final class MemoryFile implements FileSource.Reader, PartialFile {
  private final byte[] bytes;
  private final long failsAt;
  private final StringBuilder notes = new StringBuilder();
  private int length;
  private long read;

  private MemoryFile(byte[] bytes, int length, long failsAt) {
    this.bytes = bytes;
    this.length = length;
    this.failsAt = failsAt;
  }

  static MemoryFile of(byte[] bytes) {
    return new MemoryFile(bytes, bytes.length, Long.MAX_VALUE);
  }

  static MemoryFile empty(int room) {
    return new MemoryFile(new byte[room], 0, Long.MAX_VALUE);
  }

  MemoryFile failingAt(long offset) {
    return new MemoryFile(bytes, length, offset);
  }

  byte[] content() {
    return Arrays.copyOf(bytes, length);
  }

  /** How far it was read. */
  long read() {
    return read;
  }

  @Override
  public int read(ByteBuffer into, long offset) throws IOException {
    if (offset + into.remaining() > failsAt) {
      throw new IOException("bad sector");
    }
    if (offset >= length) {
      return -1;
    }
    int count = (int) Math.min(into.remaining(), length - offset);
    into.put(bytes, (int) offset, count);
    read = offset + count;
    return count;
  }

  @Override
  public long transferTo(long offset, long count, ByteStream to)
      throws IOException, InterruptedException {
    if (offset >= length) {
      return -1;
    }
    int moved = (int) Math.min(count, length - offset);
    to.write(ByteBuffer.wrap(bytes, (int) offset, moved));
    return moved;
  }

  @Override
  public long written() {
    return length;
  }

  @Override
  public void write(ByteBuffer from) throws VaultException {
    if (length + from.remaining() > failsAt) {
      throw new VaultException(VaultException.Kind.NO_SPACE, "the disk is full");
    }
    int count = from.remaining();
    from.get(bytes, length, count);
    length += count;
  }

  @Override
  public int readBack(ByteBuffer into, long offset) throws VaultException {
    try {
      return read(into, offset);
    } catch (IOException e) {
      throw new VaultException(VaultException.Kind.FAILED, "bad sector", e);
    }
  }

  @Override
  public void put(ByteBuffer from, long offset) {
    int count = from.remaining();
    from.get(bytes, (int) offset, count);
    length = Math.max(length, (int) offset + count);
  }

  @Override
  public void rewrite(ByteBuffer from, long offset) {
    from.get(bytes, (int) offset, from.remaining());
  }

  @Override
  public void force() {}

  @Override
  public String record() {
    return notes.toString();
  }

  @Override
  public void note(String text) {
    notes.append(text);
  }

  @Override
  public void truncate(long written, int record) {
    length = (int) Math.min(length, written);
    notes.setLength(Math.min(record, notes.length()));
  }

  @Override
  public StoredFile publish(Optional<Instant> modified) {
    return new StoredFile("file", "/file");
  }

  @Override
  public void discard() {
    length = 0;
  }

  @Override
  public void close() {}
}
