package dev.ferry.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** Computes the digests of chunks while their bytes pass in order. Used by one task at a time. */
final class ChunkHashing {
  private final ChunkPlan plan;
  private final Consumer<byte[]> listener;
  private final MessageDigest digest = ChunkDigests.leaf();
  private int index;
  private int missing;

  /**
   * @param first the chunk at whose start the bytes begin
   * @param listener is told each digest, in order
   */
  ChunkHashing(ChunkPlan plan, int first, Consumer<byte[]> listener) {
    this.plan = plan;
    this.index = first;
    this.listener = listener;
    this.missing = first < plan.count() ? plan.length(first) : 0;
  }

  /** Looks at what remains in {@code bytes}, leaving its position where it is. */
  void update(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining() && missing > 0) {
      int count = Math.min(missing, rest.remaining());
      digest.update(rest.slice(rest.position(), count));
      rest.position(rest.position() + count);
      missing -= count;
      if (missing == 0) {
        listener.accept(digest.digest());
        digest.update((byte) 0);
        index++;
        missing = index < plan.count() ? plan.length(index) : 0;
      }
    }
  }
}
