package dev.ferry.port;

import java.util.function.BooleanSupplier;

/**
 * Guards shared state: changes happen one at a time, and whoever waits for a condition on that
 * state is woken by each change.
 *
 * <p>State guarded by a monitor is read and written only inside {@link #change} or inside the
 * condition given to {@link #await}. Neither may block, and neither may call another monitor.
 */
public interface Monitor {
  /** Runs {@code change} alone, then wakes the waiters. */
  void change(Runnable change);

  /**
   * Waits until {@code ready} holds or the deadline has passed.
   *
   * <p>{@code ready} is evaluated with the monitor held, so it may also take what it finds (a
   * condition that polls a queue and remembers the element is the usual form); it has no effect
   * when it answers false, and is not evaluated again once it has answered true, which counts as a
   * change.
   *
   * @param deadline a value of {@link Tasks#now}, or {@link Tasks#NEVER}
   * @return whether {@code ready} held; false when the deadline came first
   * @throws InterruptedException when this task was interrupted before or while it waited
   */
  boolean await(BooleanSupplier ready, long deadline) throws InterruptedException;
}
