package dev.ferry.dht.node;

import dev.ferry.port.Randomness;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Numbers out of unpredictable bytes. */
record Chance(Randomness bytes) implements RandomGenerator {
  @Override
  public long nextLong() {
    byte[] eight = new byte[Long.BYTES];
    bytes.fill(eight);
    return ByteBuffer.wrap(eight).getLong();
  }
}
