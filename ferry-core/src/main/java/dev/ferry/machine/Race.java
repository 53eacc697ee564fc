package dev.ferry.machine;

import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A staggered race of attempts (after RFC 8305): each starts a little after the one before it, or
 * at once when none is running; the first success wins, the others are interrupted and joined.
 *
 * @param <R> what an attempt yields
 */
public final class Race<R> {
  /** One attempt: a name for traces and reports, and what to do. */
  public record Entrant<R>(String name, Body<R> body) {}

  /** The work of an attempt. */
  @FunctionalInterface
  public interface Body<R> {
    R run() throws IOException, InterruptedException;
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final Consumer<R> discard;
  private final List<R> results = new ArrayList<>();
  private final List<Exception> failures = new ArrayList<>();
  private int running;

  /**
   * @param discard disposes of what a loser yielded although the race was already won
   */
  public Race(Tasks tasks, Consumer<R> discard) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.discard = discard;
  }

  /**
   * Runs the race once.
   *
   * @param stagger nanoseconds between two starts
   * @param deadline when to give up, a value of {@link Tasks#now}
   * @return the winner's result
   * @throws IOException when no attempt succeeded: the first failure's message, all others
   *     suppressed
   */
  public R run(List<Entrant<R>> entrants, long stagger, long deadline)
      throws IOException, InterruptedException {
    List<TaskHandle> started = new ArrayList<>();
    boolean finished = false;
    try {
      Iterator<Entrant<R>> waiting = entrants.iterator();
      while (waiting.hasNext() && !over(deadline)) {
        started.add(start(waiting.next()));
        monitor.await(
            () -> !results.isEmpty() || running == 0, Math.min(deadline, tasks.in(stagger)));
      }
      monitor.await(() -> !results.isEmpty() || running == 0, deadline);
      finished = true;
    } finally {
      started.forEach(TaskHandle::interrupt);
      started.forEach(TaskHandle::join);
      // Whoever is interrupted takes no winner, so nobody else would dispose of it.
      results.stream().skip(finished ? 1 : 0).forEach(discard);
    }
    return results.stream().findFirst().orElseThrow(this::failure);
  }

  private boolean over(long deadline) {
    boolean[] won = {false};
    monitor.change(() -> won[0] = !results.isEmpty());
    return won[0] || tasks.now() >= deadline;
  }

  private TaskHandle start(Entrant<R> entrant) {
    monitor.change(() -> running++);
    return tasks.fork(entrant.name(), () -> attempt(entrant));
  }

  private void attempt(Entrant<R> entrant) {
    try {
      R result = entrant.body().run();
      monitor.change(() -> results.add(result));
    } catch (IOException e) {
      monitor.change(() -> failures.add(e));
    } catch (InterruptedException lost) {
      monitor.change(() -> failures.add(new IOException(entrant.name() + ": given up")));
    } finally {
      monitor.change(() -> running--);
    }
  }

  private IOException failure() {
    if (failures.isEmpty()) {
      return new IOException("no attempt was made");
    }
    Exception first = failures.getFirst();
    IOException all = new IOException(first.getMessage(), first);
    failures.stream().skip(1).forEach(all::addSuppressed);
    return all;
  }
}
