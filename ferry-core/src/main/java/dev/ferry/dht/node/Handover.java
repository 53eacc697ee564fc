package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Hands what is kept here for long on to nodes that have come near to its key meanwhile, so that it
 * outlives those who keep it. Nothing lives longer by that. A few values at a time, each again
 * after a while. Of one task; times in nanoseconds.
 */
final class Handover {
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;

  /** What lives no longer than this is left to those who have put it. */
  private static final long WORTH = 15 * MINUTE;

  private static final long ROUND = 10 * MINUTE;
  private static final long PAUSE = 3 * SECOND;
  private static final int AT_A_TIME = 4;

  private record One(InfoHash key, long id) {}

  private final Parts parts;
  private final Queue<One> waiting = new ArrayDeque<>();
  private final Set<PutOperation> running = new HashSet<>();

  Handover(Parts parts) {
    this.parts = parts;
  }

  void start() {
    Kernel kernel = parts.kernel();
    if (!kernel.config().client()) {
      kernel.in(kernel.between(ROUND / 2, ROUND * 3 / 2), this::round);
    }
  }

  private void round() {
    Kernel kernel = parts.kernel();
    if (waiting.isEmpty()) {
      parts
          .storage()
          .longerThan(kernel.now() + WORTH)
          .forEach(d -> waiting.add(new One(d.key(), d.id())));
    }
    next();
    kernel.in(kernel.between(ROUND / 2, ROUND * 3 / 2), this::round);
  }

  private void next() {
    running.removeIf(Operation::isOver);
    while (running.size() < AT_A_TIME && !waiting.isEmpty()) {
      hand(waiting.remove());
    }
    if (!waiting.isEmpty()) {
      parts.kernel().in(PAUSE, this::next);
    }
  }

  private void hand(One one) {
    Kernel kernel = parts.kernel();
    for (Stored stored : parts.storage().get(one.key(), Query.ALL)) {
      if (stored.value().id() == one.id()) {
        long life = kernel.config().types().of(stored.value()).life().toNanos();
        long age = Math.max(0, life - (stored.expires() - kernel.now()));
        Optional<Long> created = Optional.of(kernel.timeOfDay() - age / SECOND);
        PutOperation put = PutOperation.whereMissing(parts, one.key(), stored.value(), created);
        running.add(put);
        put.start();
      }
    }
  }
}
