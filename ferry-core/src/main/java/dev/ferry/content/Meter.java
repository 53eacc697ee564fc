package dev.ferry.content;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.function.Consumer;

/**
 * Counts the bytes of one copy and reports them, at most ten times a second. One task counts; any
 * may look.
 */
public final class Meter {
  private static final long BETWEEN_REPORTS = 100_000_000;

  /** How far the shown rate looks back. */
  private static final double MEMORY = 3e9;

  /** A moment when bytes were seen to have moved; {@code rate} in bytes a second. */
  private record Mark(long time, long bytes, double rate) {}

  private final Tasks tasks;
  private final Monitor monitor;
  private final long from;
  private final long size;
  private final Consumer<Copied> listener;
  private final long start;
  private long bytes;
  private Mark last;

  /**
   * @param size when so many bytes have moved, that is reported at once
   * @param listener hears of progress on the counting task; must not wait
   */
  public Meter(Tasks tasks, long size, Consumer<Copied> listener) {
    this(tasks, 0, size, listener);
  }

  /**
   * @param from where the counting starts
   */
  Meter(Tasks tasks, long from, long size, Consumer<Copied> listener) {
    this.tasks = tasks;
    this.from = from;
    this.bytes = from;
    this.monitor = tasks.monitor();
    this.size = size;
    this.listener = listener;
    this.start = tasks.now();
    this.last = new Mark(start, from, 0);
  }

  /** Bytes counted so far, for the counting task. */
  public long bytes() {
    return bytes;
  }

  /** Counts. The listener runs on the counting task. */
  public void moved(long count) {
    bytes += count;
    long now = tasks.now();
    boolean first = last.bytes() == from;
    if (first || bytes == size || now - last.time() >= BETWEEN_REPORTS) {
      Mark mark = new Mark(now, bytes, rate(now));
      monitor.change(() -> last = mark);
      listener.accept(shown(mark, now));
    }
  }

  /** Old times fade: the longer since the last mark, the more weight the new stretch has. */
  private double rate(long now) {
    double elapsed = Math.max(1, now - last.time());
    double recent = (bytes - last.bytes()) * 1e9 / elapsed;
    boolean early = now - start < MEMORY;
    double fresh =
        early ? elapsed / Math.max(elapsed, now - start) : 1 - Math.exp(-elapsed / MEMORY);
    return last.rate() + (recent - last.rate()) * fresh;
  }

  public Copied progress() {
    Mark mark = mark();
    return shown(mark, tasks.now());
  }

  /** When bytes last moved, give or take the time between two reports. */
  long lastProgress() {
    return mark().time();
  }

  private Mark mark() {
    Mark[] seen = new Mark[1];
    monitor.change(() -> seen[0] = last);
    return seen[0];
  }

  /** A copy that stands still must not go on showing its last rate. */
  private Copied shown(Mark mark, long now) {
    double idle = Math.max(0, now - mark.time() - BETWEEN_REPORTS);
    return new Copied(mark.bytes(), Math.round(mark.rate() * Math.exp(-idle / MEMORY)));
  }
}
