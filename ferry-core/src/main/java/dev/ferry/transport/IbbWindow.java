package dev.ferry.transport;

/**
 * How many blocks may be on their way unacknowledged. Grows while the acknowledgements come back
 * soon, shrinks when they take long, so that a slow server does not sit on a heap of blocks behind
 * which every other stanza waits. Immutable.
 *
 * @param size blocks, at least one
 * @param most the largest size
 */
record IbbWindow(int size, int most) {
  private static final int FIRST = 4;
  private static final int MOST_BLOCKS = 64;
  private static final int MOST_BYTES = 1 << 20;
  private static final long SOON = 1_000_000_000L;
  private static final long LONG = 4_000_000_000L;

  /** The window of a stream that begins. */
  static IbbWindow of(int blockSize) {
    int most = Math.clamp(MOST_BYTES / blockSize, 1, MOST_BLOCKS);
    return new IbbWindow(Math.min(FIRST, most), most);
  }

  /** After an acknowledgement that took {@code nanos}. */
  IbbWindow acknowledged(long nanos) {
    if (nanos <= SOON) {
      return new IbbWindow(Math.min(most, size + 1), most);
    }
    return nanos <= LONG ? this : new IbbWindow(Math.max(1, size / 2), most);
  }

  boolean hasRoom(int inFlight) {
    return inFlight < size;
  }
}
