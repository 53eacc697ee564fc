package dev.ferry.swarm;

import dev.ferry.content.ChunkPlan;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * What a {@link Schedule} knows of one source: what it has, what it was asked for, how fast it is.
 * Guarded by whoever guards the schedule.
 */
final class Source {
  private static final long SECOND = 1_000_000_000;

  /** Who says nothing for so long, though it was asked, is not counted on. */
  static final long STALL = 10 * SECOND;

  private static final long WINDOW = SECOND / 4;
  private static final double FRESH = 0.4;
  private static final int DEEPEST = 8;
  private static final int FIRST_DEPTH = 2;

  private final ChunkPlan plan;
  private final BitSet chunks = new BitSet();
  private final SequencedSet<Integer> asked = new LinkedHashSet<>();
  private long windowStart;
  private long windowBytes;
  private long lastByte;
  private long ofHead;
  private double rate;
  private long barren = -1;

  Source(ChunkPlan plan) {
    this.plan = plan;
  }

  /** The chunks it has. */
  BitSet chunks() {
    return chunks;
  }

  /** What it was asked for and has not given, in order. */
  SequencedSet<Integer> asked() {
    return asked;
  }

  /** There was nothing to ask it for when so many chunks had been given back. */
  void barren(long freed) {
    barren = freed;
  }

  boolean isBarren(long freed) {
    return barren == freed;
  }

  void fruitful() {
    barren = -1;
  }

  void ask(int chunk, long now) {
    if (asked.isEmpty()) {
      windowStart = now;
      windowBytes = 0;
      lastByte = now;
      ofHead = 0;
    }
    asked.add(chunk);
  }

  /** A chunk came, or will not. */
  void settle(int chunk) {
    if (!asked.isEmpty() && asked.getFirst() == chunk) {
      ofHead = 0;
    }
    asked.remove(chunk);
  }

  /** So many bytes of the chunk that is due have come. */
  void moved(int bytes, long now) {
    lastByte = now;
    ofHead += bytes;
    windowBytes += bytes;
    if (now - windowStart >= WINDOW) {
      double recent = (double) windowBytes * SECOND / (now - windowStart);
      rate = rate == 0 ? recent : rate + FRESH * (recent - rate);
      windowStart = now;
      windowBytes = 0;
    }
  }

  /** How many chunks it is asked for at a time: so that a second's worth is on its way. */
  int depth() {
    return rate == 0
        ? FIRST_DEPTH
        : Math.clamp((int) Math.ceil(rate / plan.chunk()) + 1, 1, DEEPEST);
  }

  boolean isStalled(long now) {
    return !asked.isEmpty() && now - lastByte > STALL;
  }

  /** In how many seconds a chunk that it was asked for will be here. */
  double expected(int chunk, long now) {
    double silent = (double) (now - lastByte) / SECOND;
    if (isStalled(now)) {
      return Double.POSITIVE_INFINITY;
    }
    long ahead = -ofHead;
    for (int each : asked) {
      ahead += plan.length(each);
      if (each == chunk) {
        break;
      }
    }
    // Before it is known how fast it is, it is as slow as it was silent.
    return rate == 0 ? silent : Math.max(0, ahead) / rate * (1 + silent);
  }

  /** In how many seconds one more chunk would be here. */
  double oneMore(int chunk) {
    long ahead = plan.length(chunk) - ofHead;
    for (int each : asked) {
      ahead += plan.length(each);
    }
    return rate == 0 ? 2.0 : ahead / rate;
  }
}
