package dev.ferry.sim.file;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bytes of a simulated file: computed, or kept up to a limit; what is beyond is forgotten. */
final class Blocks {
  /** How many bytes of a file are kept. */
  static final long MOST = 64L << 20;

  private static final int BLOCK = 1 << 16;

  private final Content below;
  private final long computed;
  private final Map<Long, byte[]> blocks = new HashMap<>();

  /**
   * @param below the bytes that need not be kept
   * @param computed how many those are
   */
  Blocks(Content below, long computed) {
    this.below = below;
    this.computed = computed;
  }

  /** Puts all that remains in {@code from}. */
  void put(ByteBuffer from, long offset) {
    long at = offset;
    while (from.hasRemaining()) {
      int within = (int) (at % BLOCK);
      int count = Math.min(from.remaining(), BLOCK - within);
      Optional<byte[]> block = block(at / BLOCK);
      if (block.isPresent()) {
        from.get(block.get(), within, count);
      } else {
        from.position(from.position() + count);
      }
      at += count;
    }
  }

  /** The block to write to; empty when no more are kept. */
  private Optional<byte[]> block(long index) {
    if (!blocks.containsKey(index) && blocks.size() < MOST / BLOCK) {
      ByteBuffer fresh = ByteBuffer.allocate(BLOCK);
      below.fill(index * BLOCK, fresh.limit((int) Math.clamp(computed - index * BLOCK, 0, BLOCK)));
      blocks.put(index, fresh.array());
    }
    return Optional.ofNullable(blocks.get(index));
  }

  /** Fills all that remains in {@code into}. */
  void get(ByteBuffer into, long offset) {
    long at = offset;
    int end = into.limit();
    while (into.position() < end) {
      int within = (int) (at % BLOCK);
      int count = Math.min(end - into.position(), BLOCK - within);
      Optional<byte[]> kept = Optional.ofNullable(blocks.get(at / BLOCK));
      if (kept.isPresent()) {
        into.put(kept.get(), within, count);
      } else if (at + count <= computed) {
        below.fill(at, into.limit(into.position() + count));
        into.limit(end);
      } else {
        throw new IllegalStateException("only the first bytes of a simulated file are kept");
      }
      at += count;
    }
  }
}
