package dev.ferry.sim.file;

import java.nio.ByteBuffer;

/** The bytes of a simulated file, each known by its offset. */
sealed interface Content {
  /** Puts the bytes from {@code offset} on into all that remains of {@code into}. */
  void fill(long offset, ByteBuffer into);

  /** Bytes kept in memory; past the end come zeros. */
  record Kept(byte[] bytes) implements Content {
    private static final byte[] ZEROS = new byte[1 << 16];

    @Override
    public void fill(long offset, ByteBuffer into) {
      if (offset < bytes.length) {
        int count = (int) Math.min(into.remaining(), bytes.length - offset);
        into.put(bytes, (int) offset, count);
      }
      while (into.hasRemaining()) {
        into.put(ZEROS, 0, Math.min(into.remaining(), ZEROS.length));
      }
    }
  }

  /** Bytes computed from a seed, so that any number of them needs no memory. */
  record Generated(long seed) implements Content {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    @Override
    public void fill(long offset, ByteBuffer into) {
      while (into.hasRemaining()) {
        int within = (int) (offset & 7);
        long word = word(offset >>> 3);
        if (within == 0 && into.remaining() >= Long.BYTES) {
          into.putLong(word);
          offset += Long.BYTES;
        } else {
          into.put((byte) (word >>> (8 * (7 - within))));
          offset++;
        }
      }
    }

    /** The mixing step of SplitMix64. */
    private long word(long index) {
      long z = seed + GOLDEN * (index + 1);
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }
}
