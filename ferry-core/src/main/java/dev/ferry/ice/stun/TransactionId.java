package dev.ferry.ice.stun;

import dev.ferry.port.Randomness;
import java.nio.ByteBuffer;

/** The 96 bits that tie an answer to its request (RFC 8489 5). */
public record TransactionId(int high, long low) {
  static final int LENGTH = 12;

  /** A fresh one, not to be guessed by who does not see it. */
  public static TransactionId fresh(Randomness random) {
    byte[] bytes = new byte[LENGTH];
    random.fill(bytes);
    return read(ByteBuffer.wrap(bytes));
  }

  static TransactionId read(ByteBuffer from) {
    return new TransactionId(from.getInt(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putInt(high).putLong(low);
  }

  @Override
  public String toString() {
    return String.format("%08x%016x", high, low);
  }
}
