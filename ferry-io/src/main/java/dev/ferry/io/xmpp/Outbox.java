package dev.ferry.io.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Stanzas on their way out. Any task sends; one task, the pump, takes them to the stream.
 *
 * <p>Two bounds: what waits here while the stream is interrupted or slow, beyond which {@link #put}
 * waits; and how many were handed to the stream and are not yet done with (acknowledged, or written
 * when the server does not acknowledge). The second keeps Smack's own queues, of 500 and of 1024,
 * from ever filling: a full one would block its reader against its writer.
 */
final class Outbox {
  private static final int MOST_WAITING = 512;
  private static final int ROOM = 4 << 20;
  private static final int MOST_UNDERWAY = 256;

  private static final long MOMENT = Duration.ofMillis(100).toNanos();

  private final Tasks tasks;
  private final Monitor monitor;
  private final Queue<RawStanza> waiting = new ArrayDeque<>();
  private int size;
  private int underway;
  private boolean open;
  private int changes;
  private Optional<String> lost = Optional.empty();

  Outbox(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /**
   * Adds a stanza, waiting for room. This wait has no deadline of its own: a server that takes
   * nothing is found out and the link then ends, which ends the wait.
   *
   * @throws IOException when the link has ended
   */
  void put(RawStanza stanza) throws IOException, InterruptedException {
    boolean[] added = {false};
    while (!added[0]) {
      monitor.await(() -> lost.isPresent() || hasRoom(), Tasks.NEVER);
      List<String> dead = new ArrayList<>(1);
      // Adding is a change, not part of the wait: it must wake the pump.
      monitor.change(() -> {
        lost.ifPresent(dead::add);
        added[0] = add(stanza);
      });
      if (!dead.isEmpty()) {
        throw new IOException(dead.getFirst());
      }
    }
  }

  /** Adds a stanza that may be dropped when there is no room; never waits. */
  void offer(RawStanza stanza) {
    monitor.change(() -> add(stanza));
  }

  private boolean add(RawStanza stanza) {
    if (lost.isPresent() || !hasRoom()) {
      return false;
    }
    size += stanza.length();
    return waiting.add(stanza);
  }

  private boolean hasRoom() {
    return waiting.size() < MOST_WAITING && size < ROOM;
  }

  /** What the pump is to hand over, and when it learnt that. */
  record Next(RawStanza stanza, int at) {}

  /** Waits until the stream can take a stanza; it stays here until {@link #handedOver}. */
  Optional<Next> next() throws InterruptedException {
    List<Next> next = new ArrayList<>(1);
    monitor.await(
        () -> {
          RawStanza head = waiting.peek();
          if (head != null && open && underway < MOST_UNDERWAY) {
            next.add(new Next(head, changes));
          }
          return lost.isPresent() || !next.isEmpty();
        },
        Tasks.NEVER);
    return next.stream().findFirst();
  }

  /** Counts before the stream takes it, since it may be done with at once. */
  void handingOver() {
    monitor.change(() -> underway++);
  }

  void handedOver(Next taken) {
    monitor.change(() -> {
      waiting.remove();
      size -= taken.stanza().length();
    });
  }

  /** The stream did not take it: waits for a change of the stream's state, or a moment. */
  void refused(Next kept) throws InterruptedException {
    done();
    monitor.await(() -> changes != kept.at() || lost.isPresent(), tasks.in(MOMENT));
  }

  /** The stream is done with a stanza. */
  void done() {
    monitor.change(() -> underway = Math.max(0, underway - 1));
  }

  /** Waits until all was handed to the stream, unless it is interrupted or has ended. */
  void drain(long deadline) {
    try {
      monitor.await(() -> waiting.isEmpty() || !open || lost.isPresent(), deadline);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  void open() {
    monitor.change(() -> {
      open = true;
      changes++;
    });
  }

  void interrupted() {
    monitor.change(() -> {
      open = false;
      changes++;
    });
  }

  boolean isLost() {
    boolean[] answer = {false};
    monitor.change(() -> answer[0] = lost.isPresent());
    return answer[0];
  }

  /** Waits until the link has ended or the deadline has passed; answers whether it has ended. */
  boolean awaitLoss(long deadline) throws InterruptedException {
    return monitor.await(() -> lost.isPresent(), deadline);
  }

  /** The link has ended: whoever waits here goes on. The first reason stays. */
  void lost(String why) {
    monitor.change(() -> {
      lost = lost.or(() -> Optional.of(why));
      waiting.clear();
    });
  }
}
