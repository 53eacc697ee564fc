package dev.ferry.content;

import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The two stages of sending: one reads and hashes, the other writes to the stream and counts. */
final class Sending {
  /** How much is moved between two looks at the clock when nothing looks at the bytes. */
  private static final long UNSEEN_STEP = 4 * 1024 * 1024;

  private final FileSource.Reader from;
  private final ByteStream to;
  private final long size;
  private final Hashing hashing;
  private final Meter meter;
  private long offset;

  /** Sends up to {@code size}, beginning where the meter stands. */
  Sending(FileSource.Reader from, ByteStream to, long size, Hashing hashing, Meter meter) {
    this.from = from;
    this.offset = meter.bytes();
    this.to = to;
    this.size = size;
    this.hashing = hashing;
    this.meter = meter;
  }

  /** First stage. */
  boolean read(ByteBuffer empty) throws CopyException, InterruptedException {
    empty.limit((int) Math.min(empty.capacity(), size - offset));
    int count;
    try {
      count = from.read(empty, offset);
    } catch (IOException e) {
      throw new CopyException(Kind.READING, offset, "reading the file", e);
    }
    if (count < 0) {
      throw shrunk();
    }
    hashing.update(empty.duplicate().flip());
    offset += count;
    return offset < size;
  }

  /** Second stage. */
  void write(ByteBuffer full) throws CopyException, InterruptedException {
    int count = full.remaining();
    try {
      to.write(full);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, meter.bytes(), "sending to the peer", e);
    }
    meter.moved(count);
  }

  /** Both in one, where nothing needs to look at the bytes. */
  void unseen() throws CopyException, InterruptedException {
    while (offset < size) {
      long count = transfer(Math.min(UNSEEN_STEP, size - offset));
      if (count < 0) {
        throw shrunk();
      }
      offset += count;
      meter.moved(count);
    }
  }

  private long transfer(long most) throws CopyException, InterruptedException {
    try {
      return from.transferTo(offset, most, to);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, offset, "sending the file", e);
    }
  }

  private CopyException shrunk() {
    return new CopyException(
        Kind.READING,
        offset,
        "the file ended at %d of %d bytes: it was changed while being sent; send it again"
            .formatted(offset, size));
  }
}
