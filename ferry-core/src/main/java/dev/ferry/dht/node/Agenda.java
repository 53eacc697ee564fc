package dev.ferry.dht.node;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done when: the timers of a node. Of one task; told the time from outside. */
final class Agenda {
  /** Something to be done, until it is done or cancelled. */
  static final class Entry {
    private final long due;
    private final long number;
    private final Runnable action;
    private boolean cancelled;

    private Entry(long due, long number, Runnable action) {
      this.due = due;
      this.number = number;
      this.action = action;
    }

    void cancel() {
      cancelled = true;
    }
  }

  /** When nothing is to be done. */
  static final long NEVER = Long.MAX_VALUE;

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.<Entry>comparingLong(e -> e.due).thenComparingLong(e -> e.number));
  private long count;

  Entry at(long due, Runnable action) {
    Entry entry = new Entry(due, count++, action);
    entries.add(entry);
    return entry;
  }

  /** When the next thing is due. */
  long next() {
    drop();
    Entry first = entries.peek();
    return first == null ? NEVER : first.due;
  }

  /** Does all that is due. */
  void run(long now) {
    for (drop(); !entries.isEmpty() && entries.peek().due <= now; drop()) {
      entries.remove().action.run();
    }
  }

  private void drop() {
    while (!entries.isEmpty() && entries.peek().cancelled) {
      entries.remove();
    }
  }

  int size() {
    return entries.size();
  }
}
