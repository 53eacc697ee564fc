package dev.ferry.sim;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The only use of real time: notices a task that computes for ever and so never gives up its turn.
 */
final class Watchdog {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Watchdog() {}

  /** Waits for the end of a run, as long as switches happen. */
  static void await(CountDownLatch finished, Scheduler scheduler) throws InterruptedException {
    long seen = -1;
    while (!finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      if (scheduler.switches() == seen) {
        scheduler.endless();
        return;
      }
      seen = scheduler.switches();
    }
  }

  /** Waits for an abandoned task to unwind; one that refuses is left behind. */
  static void join(Thread thread) {
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
