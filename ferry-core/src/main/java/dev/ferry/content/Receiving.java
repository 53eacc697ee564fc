package dev.ferry.content;

import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.PartialFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The two stages of receiving: one reads the stream and counts, the other hashes and stores. */
final class Receiving {
  private final ByteStream from;
  private final PartialFile to;
  private final long size;
  private final Hashing hashing;
  private final Meter meter;
  private final int beyond;

  /**
   * Receives up to {@code size}, beginning where the meter stands.
   *
   * @param more whether the peer has more to say after the file
   */
  Receiving(
      ByteStream from, PartialFile to, long size, Hashing hashing, Meter meter, boolean more) {
    this.beyond = more ? 0 : 1;
    this.from = from;
    this.to = to;
    this.size = size;
    this.hashing = hashing;
    this.meter = meter;
  }

  /** First stage. */
  boolean read(ByteBuffer empty) throws CopyException, InterruptedException {
    long missing = size - meter.bytes();
    empty.limit((int) Math.min(empty.capacity() - 1, missing) + beyond);
    int count;
    try {
      count = from.read(empty);
    } catch (IOException e) {
      throw new CopyException(Kind.NETWORK, meter.bytes(), "receiving from the peer", e);
    }
    if (count < 0) {
      throw new CopyException(
          Kind.TOO_SHORT,
          meter.bytes(),
          "the peer ended the stream after %d of %d bytes".formatted(meter.bytes(), size));
    }
    if (count > missing) {
      throw new CopyException(
          Kind.TOO_LONG, size, "the peer sent more than the %d bytes it announced".formatted(size));
    }
    meter.moved(count);
    return count < missing;
  }

  /** Second stage. Hashing belongs here: the network must not wait for it. */
  void write(ByteBuffer full) throws CopyException, InterruptedException {
    hashing.update(full);
    try {
      to.write(full);
    } catch (IOException e) {
      throw new CopyException(Kind.WRITING, to.written(), "writing the file", e);
    }
  }
}
