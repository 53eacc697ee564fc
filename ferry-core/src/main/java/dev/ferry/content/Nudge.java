package dev.ferry.content;

import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;

/**
 * Says a word now and then while this side waits for the other. A relay may hold the last bytes
 * back until more come: Prosody's does, when the receiver was slow.
 */
public final class Nudge {
  private static final long PAUSE = 1_000_000_000L;

  /** What is said; it must mean nothing to the other side. */
  @FunctionalInterface
  public interface Word {
    void say() throws IOException, InterruptedException;
  }

  /** What is waited for. */
  @FunctionalInterface
  public interface Wait<T> {
    T await() throws IOException, InterruptedException;
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final Word word;
  private boolean over;

  private Nudge(Tasks tasks, Word word) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.word = word;
  }

  /** Waits; when this returns or throws, nothing more is said. */
  public static <T> T during(Wait<T> wait, Tasks tasks, Word word)
      throws IOException, InterruptedException {
    Nudge nudge = new Nudge(tasks, word);
    TaskHandle task = tasks.fork("nudge", nudge::run);
    try {
      return wait.await();
    } finally {
      nudge.monitor.change(() -> nudge.over = true);
      task.join();
    }
  }

  private void run() throws InterruptedException {
    try {
      while (!monitor.await(() -> over, tasks.in(PAUSE))) {
        word.say();
      }
    } catch (IOException broken) {
      // Whoever waits sees that too.
    }
  }
}
