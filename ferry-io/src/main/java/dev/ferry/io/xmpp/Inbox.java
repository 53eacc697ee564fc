package dev.ferry.io.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Xml;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What came in and was not yet taken, in the order of the stream. The stream's reader posts, one
 * task takes.
 *
 * <p>Bounded by size: a full inbox holds up the reader, and so the server. A reader held up for too
 * long goes on all the same, since the taker may itself be waiting for an acknowledgement that only
 * the reader can bring; if nothing is taken even then, the link is given up.
 */
final class Inbox {
  private static final int ROOM = 16 << 20;
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private record Entry(LinkEvent event, int size) {}

  private final Tasks tasks;
  private final Monitor monitor;
  private final Queue<Entry> queue = new ArrayDeque<>();
  private int size;
  private boolean interrupted;
  private boolean lost;

  Inbox(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /**
   * Adds a stanza, waiting for room.
   *
   * @return whether there is any hope that it will be taken
   */
  boolean received(Xml stanza, int length) throws InterruptedException {
    boolean room =
        monitor.await(() -> lost || size < ROOM, tasks.in(PATIENCE))
            || monitor.await(() -> lost || size < 2 * ROOM, tasks.now());
    if (room) {
      monitor.change(() -> {
        resume();
        add(new LinkEvent.Received(stanza), length);
      });
    }
    return room;
  }

  void interrupted(String why) {
    monitor.change(() -> {
      if (!interrupted) {
        interrupted = true;
        add(new LinkEvent.Interrupted(why), 0);
      }
    });
  }

  /** Idempotent: the first stanza after an interruption tells as much, and may come earlier. */
  void resumed() {
    monitor.change(this::resume);
  }

  private void resume() {
    if (interrupted) {
      interrupted = false;
      add(new LinkEvent.Resumed(), 0);
    }
  }

  /** The first reason stays; nothing is added after it. */
  void lost(String why) {
    monitor.change(() -> {
      add(new LinkEvent.Lost(why), 0);
      lost = true;
    });
  }

  private void add(LinkEvent event, int length) {
    if (!lost) {
      queue.add(new Entry(event, length));
      size += length;
    }
  }

  Optional<LinkEvent> take(long deadline) throws InterruptedException {
    List<LinkEvent> taken = new ArrayList<>(1);
    boolean[] wasFull = {false};
    monitor.await(
        () -> {
          Entry head = queue.poll();
          if (head == null) {
            return false;
          }
          wasFull[0] = size >= ROOM;
          size -= head.size;
          return taken.add(head.event);
        },
        deadline);
    if (wasFull[0]) {
      monitor.change(() -> {}); // wakes the reader, which waits for room
    }
    return taken.stream().findFirst();
  }
}
