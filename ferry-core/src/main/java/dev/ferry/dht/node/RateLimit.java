package dev.ferry.dht.node;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests, or bytes, pass in each second, of all together and of one address. Who is over
 * its share does not use up that of others. Bounded in memory. Of one task.
 */
final class RateLimit {
  private static final long SECOND = 1_000_000_000;

  private final int ofAll;
  private final int ofOne;
  private final Map<InetAddress, int[]> counts = new LinkedHashMap<>();
  private long second;
  private int all;

  /**
   * @param ofAll requests a second
   * @param ofOne requests a second of one address
   */
  RateLimit(int ofAll, int ofOne) {
    this.ofAll = ofAll;
    this.ofOne = ofOne;
  }

  /** Counts a request; answers whether it may pass. */
  boolean admits(InetAddress from, long now) {
    return admits(from, now, 1);
  }

  /** Counts something that costs as much as so many requests. */
  boolean admits(InetAddress from, long now, int cost) {
    long current = Math.floorDiv(now, SECOND);
    if (current != second) {
      second = current;
      all = 0;
      counts.clear();
    }
    if (all > ofAll - cost) {
      return false;
    }
    int[] count = counts.computeIfAbsent(from, f -> new int[1]);
    if (count[0] > ofOne - cost) {
      return false;
    }
    count[0] += cost;
    all += cost;
    return true;
  }
}
