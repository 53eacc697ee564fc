package dev.ferry.port;

import java.time.Instant;

/**
 * Forks tasks, tells the time and hands out monitors.
 *
 * <p>Every actor of Ferry is one task: a session's loop, one connection attempt, one copy. All
 * methods may be called from any task.
 */
public interface Tasks {
  /** A deadline that never comes, for {@link Monitor#await} and every other {@code deadline}. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Starts a task of its own.
   *
   * @param name what the task is doing, for traces and for the report on who is stuck
   */
  TaskHandle fork(String name, Task task);

  /** Monotonic time in nanoseconds; deadlines are values of this clock. */
  long now();

  /** The time of day, for dates that people or peers see; never used to measure a wait. */
  Instant timeOfDay();

  /** A new monitor, guarding whatever state its owner chooses. */
  Monitor monitor();

  /**
   * Makes the calling task's own next wait throw {@link InterruptedException}: for code that caught
   * an interruption where it could not be passed on, such as in a {@code close} or a callback.
   */
  void interruptSelf();

  /** The deadline that lies {@code nanos} ahead, without overflow. */
  default long in(long nanos) {
    long now = now();
    long at = now + nanos;
    return at < now ? NEVER : at;
  }

  /** Waits for {@code nanos} nanoseconds. */
  default void sleep(long nanos) throws InterruptedException {
    monitor().await(() -> false, in(nanos));
  }
}
