package dev.ferry.sim.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a simulated file, kept up to a limit; what lies beyond is forgotten. */
final class Blocks {
  /** How many bytes of a file are kept. */
  static final long MOST = 64L << 20;

  private static final int BLOCK = 1 << 16;

  private final List<byte[]> blocks = new ArrayList<>();

  /** Puts all that remains in {@code from}. */
  void put(ByteBuffer from, long offset) {
    for (long at = offset; from.hasRemaining() && at < MOST; ) {
      int within = (int) (at % BLOCK);
      int count = Math.min(from.remaining(), BLOCK - within);
      from.get(block(at), within, count);
      at += count;
    }
    from.position(from.limit());
  }

  private byte[] block(long offset) {
    int index = (int) (offset / BLOCK);
    while (blocks.size() <= index) {
      blocks.add(new byte[BLOCK]);
    }
    return blocks.get(index);
  }

  /** Fills all that remains in {@code into}. */
  void get(ByteBuffer into, long offset) {
    for (long at = offset; into.hasRemaining(); ) {
      if (at >= MOST) {
        throw new IllegalStateException("only the first bytes of a simulated file are kept");
      }
      int within = (int) (at % BLOCK);
      int count = Math.min(into.remaining(), BLOCK - within);
      into.put(block(at), within, count);
      at += count;
    }
  }
}
