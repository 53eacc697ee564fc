package dev.ferry.content;

import java.util.Optional;

/**
 * How a file is divided into chunks: all of one size, a power of two, but the last one shorter.
 *
 * @param size of the file, in bytes
 * @param chunk bytes a chunk
 */
public record ChunkPlan(long size, int chunk) {
  /** The size of chunks, unless a file would have more than {@link #MOST}. */
  public static final int USUAL = 1 << 20;

  /** The most chunks of a file: what bounds records, and lists of digests on the wire. */
  public static final int MOST = 1 << 16;

  private static final int SMALLEST = 1 << 16;
  private static final int LARGEST = 1 << 30;

  /** The plan for a file; empty for one that is sent again sooner than divided, or is too large. */
  public static Optional<ChunkPlan> of(long size) {
    if (size <= USUAL) {
      return Optional.empty();
    }
    long chunk = USUAL;
    while ((size - 1) / chunk >= MOST) {
      chunk *= 2;
    }
    return chunk > LARGEST ? Optional.empty() : Optional.of(new ChunkPlan(size, (int) chunk));
  }

  /** The plan that a peer or a record asks for; empty when it is not within the bounds. */
  public static Optional<ChunkPlan> of(long size, int chunk) {
    boolean sane =
        size > 0
            && chunk >= SMALLEST
            && chunk <= LARGEST
            && Integer.bitCount(chunk) == 1
            && (size - 1) / chunk < MOST;
    return sane ? Optional.of(new ChunkPlan(size, chunk)) : Optional.empty();
  }

  public int count() {
    return (int) ((size + chunk - 1) / chunk);
  }

  /** Where a chunk starts; for the number of chunks, where the file ends. */
  public long start(int index) {
    return Math.min(size, (long) index * chunk);
  }

  public int length(int index) {
    return (int) (start(index + 1) - start(index));
  }
}
