package dev.ferry.transfer;

import dev.ferry.content.Copied;
import dev.ferry.content.Survey;
import dev.ferry.port.Tasks;
import java.util.function.Consumer;

/**
 * Shows that a transfer goes on although no new bytes of the file move, at most ten times a second.
 * Used by one task.
 */
final class Steady implements Survey.Sign {
  private static final long BETWEEN = 100_000_000;

  private final Tasks tasks;
  private final Consumer<Copied> progress;
  private final long bytes;
  private long last;

  /**
   * @param bytes how far the file is
   */
  Steady(Tasks tasks, Consumer<Copied> progress, long bytes) {
    this.tasks = tasks;
    this.progress = progress;
    this.bytes = bytes;
    this.last = tasks.now();
  }

  @Override
  public void give() {
    if (tasks.now() - last >= BETWEEN) {
      last = tasks.now();
      progress.accept(new Copied(bytes, 0));
    }
  }
}
