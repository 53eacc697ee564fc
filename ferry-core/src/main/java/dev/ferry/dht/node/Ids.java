package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Ids drawn by chance. */
final class Ids {
  private Ids() {}

  static InfoHash random(RandomGenerator random) {
    return new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
  }

  /**
   * An id that shares its first {@code bits} with another.
   *
   * @param exactly whether the next bit must differ
   */
  static InfoHash sharing(InfoHash with, int bits, boolean exactly, RandomGenerator random) {
    byte[] id = with.toByteArray();
    byte[] chance = random(random).toByteArray();
    for (int bit = bits; bit < InfoHash.BITS; bit++) {
      int mask = 0x80 >> (bit % 8);
      boolean flip = bit == bits && exactly;
      int wanted = flip ? ~id[bit / 8] & mask : chance[bit / 8] & mask;
      id[bit / 8] = (byte) (id[bit / 8] & ~mask | wanted);
    }
    return InfoHash.read(ByteBuffer.wrap(id));
  }
}
