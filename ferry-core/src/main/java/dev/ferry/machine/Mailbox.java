package dev.ferry.machine;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A bounded queue of events for one actor. Any task may post; one task takes.
 *
 * <p>Posting never blocks: what does not fit is refused, and the caller decides what to tell its
 * peer.
 */
public final class Mailbox<E> {
  private final Monitor monitor;
  private final int capacity;
  private final Queue<E> queue = new ArrayDeque<>();

  public Mailbox(Tasks tasks, int capacity) {
    this.monitor = tasks.monitor();
    this.capacity = capacity;
  }

  /** Adds an event; answers false, changing nothing, when the mailbox is full. */
  public boolean post(E event) {
    boolean[] fits = {false};
    monitor.change(() -> {
      fits[0] = queue.size() < capacity;
      if (fits[0]) {
        queue.add(event);
      }
    });
    return fits[0];
  }

  /**
   * Adds an event of our own making, of which there are few, whether the mailbox is full or not.
   */
  public void force(E event) {
    monitor.change(() -> queue.add(event));
  }

  /** Waits for the next event; empty when the deadline came first. */
  public Optional<E> take(long deadline) throws InterruptedException {
    List<E> taken = new ArrayList<>(1);
    monitor.await(
        () -> {
          E head = queue.poll();
          return head != null && taken.add(head);
        },
        deadline);
    return taken.stream().findFirst();
  }
}
