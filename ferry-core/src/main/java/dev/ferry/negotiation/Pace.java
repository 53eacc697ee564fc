package dev.ferry.negotiation;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;

/**
 * How fast bytes may pass in one direction, all transfers together. Whoever moves some waits for
 * those moved before, so that so many bytes take as long as they should, to the byte. Any task may
 * call.
 */
public final class Pace {
  private static final long SECOND = 1_000_000_000L;

  /** So many portions a second, so that transfers take turns and a small rate still flows. */
  private static final long PORTIONS = 20;

  private final Tasks tasks;
  private final Monitor monitor;
  private long rate;
  private long free;

  /** Without a limit at first. */
  public Pace(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /**
   * So fast from now on.
   *
   * @param bytesPerSecond 0 for no limit
   */
  public void limit(long bytesPerSecond) {
    long now = tasks.now();
    monitor.change(() -> {
      rate = bytesPerSecond;
      free = now;
    });
  }

  /** How many of so many bytes to move at once. */
  int portion(int wanted) {
    int[] portion = {wanted};
    monitor.change(() -> {
      if (rate > 0) {
        portion[0] = (int) Math.min(wanted, Math.max(1, rate / PORTIONS));
      }
    });
    return portion[0];
  }

  /** Waits until it is the turn of so many bytes. */
  void take(int bytes) throws InterruptedException {
    long now = tasks.now();
    long[] turn = {now};
    monitor.change(() -> {
      if (rate > 0) {
        turn[0] = Math.max(free, now);
        free = turn[0] + bytes * SECOND / rate;
      }
    });
    if (turn[0] > now) {
      tasks.sleep(turn[0] - now);
    }
  }
}
