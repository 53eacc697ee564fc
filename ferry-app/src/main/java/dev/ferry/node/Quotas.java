package dev.ferry.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How much was taken from whom without a question, within a day. Any thread may call. */
final class Quotas {
  private static final Duration DAY = Duration.ofDays(1);

  private record Taken(Instant at, long bytes) {}

  private final InstantSource clock;
  private final Map<String, Deque<Taken>> all = new HashMap<>();

  Quotas(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Whether so much more may be taken; then it counts.
   *
   * @param quota bytes within a day; 0 for no limit
   */
  synchronized boolean takes(String from, long bytes, long quota) {
    if (quota == 0) {
      return true;
    }
    Instant now = clock.instant();
    Deque<Taken> taken = all.computeIfAbsent(from, _ -> new ArrayDeque<>());
    while (!taken.isEmpty() && taken.getFirst().at().plus(DAY).isBefore(now)) {
      taken.removeFirst();
    }
    long sum = taken.stream().mapToLong(Taken::bytes).sum();
    if (bytes > quota - sum) {
      return false;
    }
    taken.addLast(new Taken(now, bytes));
    return true;
  }
}
