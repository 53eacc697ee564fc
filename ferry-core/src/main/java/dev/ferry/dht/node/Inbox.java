package dev.ferry.dht.node;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What waits for a node's task: datagrams, of which too many are thrown away, and wishes of its
 * user. Any task may post; one takes.
 */
final class Inbox {
  private static final int MOST_DATAGRAMS = 4096;

  /** A datagram that came. */
  record Datagram(InetSocketAddress from, byte[] bytes) {}

  /** Something that the user wants of the node; runs on its task. */
  @FunctionalInterface
  interface Wish {
    void of(DhtEngine engine, long now);
  }

  /** All that waited. */
  record Batch(List<Datagram> datagrams, List<Wish> wishes) {}

  private final Monitor monitor;
  private Queue<Datagram> datagrams = new ArrayDeque<>();
  private Queue<Wish> wishes = new ArrayDeque<>();
  private boolean closed;

  Inbox(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  void post(Datagram datagram) {
    monitor.change(() -> {
      if (datagrams.size() < MOST_DATAGRAMS) {
        datagrams.add(datagram);
      }
    });
  }

  /** Answers false when nobody will mind it any more. */
  boolean post(Wish wish) {
    boolean[] taken = {false};
    monitor.change(() -> {
      taken[0] = !closed;
      if (taken[0]) {
        wishes.add(wish);
      }
    });
    return taken[0];
  }

  void close() {
    monitor.change(() -> closed = true);
  }

  /** Waits until something is there or the deadline has come; takes all of it. */
  Batch take(long deadline) throws InterruptedException {
    List<Datagram> came = new ArrayList<>();
    List<Wish> wished = new ArrayList<>();
    monitor.await(
        () -> {
          if (datagrams.isEmpty() && wishes.isEmpty()) {
            return false;
          }
          came.addAll(datagrams);
          wished.addAll(wishes);
          datagrams.clear();
          wishes.clear();
          return true;
        },
        deadline);
    return new Batch(came, wished);
  }
}
