package dev.ferry.port;

import java.util.Optional;

/** A forked task as its owner sees it. All methods may be called from any task. */
public interface TaskHandle {
  String name();

  /** Makes the task's present or next wait throw {@link InterruptedException}; does not wait. */
  void interrupt();

  /**
   * Waits until the task has ended, even when the waiting task is interrupted meanwhile: whoever
   * closes a scope while being cancelled must still see its children end. The interruption is
   * delivered at the waiting task's next wait.
   */
  void join();

  boolean done();

  /** What the task threw, once it has ended. */
  Optional<Throwable> failure();
}
