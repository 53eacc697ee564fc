package dev.ferry.content;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Two stages of a copy that overlap: one fills buffers, the other drains them, each on a task of
 * its own, while the caller waits. The buffers are few and go round; a stage that is ahead waits.
 *
 * <p>The first failure ends both stages and is what the caller gets; when the caller is
 * interrupted, both end too. Nothing runs on after {@link #run}.
 */
public final class Stages {
  /** Fills an empty buffer, at least partly; answers whether there is more to come. */
  @FunctionalInterface
  public interface Fill {
    boolean fill(ByteBuffer empty) throws IOException, InterruptedException;
  }

  /** Takes all that a buffer holds. */
  @FunctionalInterface
  public interface Drain {
    void drain(ByteBuffer full) throws IOException, InterruptedException;
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final Queue<ByteBuffer> empty = new ArrayDeque<>();
  private final Queue<ByteBuffer> full = new ArrayDeque<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final boolean drainAll;
  private final Consumer<IOException> listener;
  private boolean filled;
  private boolean failed;
  private boolean drained;

  /**
   * @param listener hears of a failure of one stage before the other is interrupted, which may
   *     break what that works on
   */
  public Stages(Tasks tasks, Consumer<IOException> listener) {
    this(tasks, listener, false);
  }

  private Stages(Tasks tasks, Consumer<IOException> listener, boolean drainAll) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.listener = listener;
    this.drainAll = drainAll;
  }

  /** What was filled before a failure to fill is drained all the same, before the caller hears. */
  static Stages drainingAll(Tasks tasks, Consumer<IOException> listener) {
    return new Stages(tasks, listener, true);
  }

  /**
   * Runs to the end, on {@code buffers} buffers of {@code capacity} bytes. With one buffer there is
   * nothing to overlap and the caller does it all.
   */
  public void run(int buffers, int capacity, Fill fill, Drain drain)
      throws IOException, InterruptedException {
    if (buffers == 1) {
      straight(ByteBuffer.allocateDirect(capacity), fill, drain);
      return;
    }
    for (int i = 0; i < buffers; i++) {
      empty.add(ByteBuffer.allocateDirect(capacity));
    }
    try (TaskScope scope = new TaskScope(tasks)) {
      scope.fork("copy: fill", () -> guarded(() -> fillAll(fill), !drainAll));
      scope.fork("copy: drain", () -> guarded(() -> drainAll(drain), true));
      monitor.await(() -> drained || failed, Tasks.NEVER);
    }
    if (!failures.isEmpty()) {
      rethrow(failures.getFirst());
    }
  }

  private static void straight(ByteBuffer buffer, Fill fill, Drain drain)
      throws IOException, InterruptedException {
    boolean more = true;
    while (more) {
      more = fill.fill(buffer.clear());
      drain.drain(buffer.flip());
    }
  }

  private void fillAll(Fill fill) throws IOException, InterruptedException {
    boolean more = true;
    while (more) {
      ByteBuffer buffer = take(empty).orElseThrow();
      more = fill.fill(buffer.clear());
      boolean last = !more;
      monitor.change(() -> {
        full.add(buffer.flip());
        filled = last;
      });
    }
  }

  private void drainAll(Drain drain) throws IOException, InterruptedException {
    Optional<ByteBuffer> next = take(full);
    while (next.isPresent()) {
      ByteBuffer buffer = next.get();
      drain.drain(buffer);
      monitor.change(() -> empty.add(buffer));
      next = take(full);
    }
    monitor.change(() -> drained = true);
  }

  /** Waits for a buffer; empty when all are filled and drained. */
  private Optional<ByteBuffer> take(Queue<ByteBuffer> queue) throws InterruptedException {
    List<ByteBuffer> taken = new ArrayList<>(1);
    monitor.await(
        () -> {
          ByteBuffer head = queue.poll();
          return head == null ? queue == full && filled : taken.add(head);
        },
        Tasks.NEVER);
    return taken.stream().findFirst();
  }

  /** The body of a stage. */
  private interface Body {
    void run() throws IOException, InterruptedException;
  }

  /**
   * @param ends whether its failure ends the other stage at once
   */
  private void guarded(Body stage, boolean ends) throws IOException, InterruptedException {
    try {
      stage.run();
    } catch (Throwable e) {
      if (ends && e instanceof IOException failure) {
        listener.accept(failure);
      }
      monitor.change(() -> {
        failures.add(e);
        failed |= ends;
        filled |= !ends;
      });
      throw e;
    }
  }

  private static void rethrow(Throwable failure) throws IOException, InterruptedException {
    switch (failure) {
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
