package dev.ferry.sim;

import java.util.function.BooleanSupplier;

/** What keeps a task from running on. */
sealed interface Wait {
  /** Nothing: it runs when it is drawn. */
  record Nothing() implements Wait {}

  /** A condition, or the deadline. */
  record Condition(SimMonitor monitor, BooleanSupplier ready, long deadline) implements Wait {}

  /** The end of another task. */
  record End(SimTask of) implements Wait {}
}
