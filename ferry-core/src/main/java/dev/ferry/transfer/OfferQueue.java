package dev.ferry.transfer;

import dev.ferry.IncomingOffer;
import dev.ferry.negotiation.Arrival;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What a device is offered, until it is handed out or comes again. Any task may call. */
final class OfferQueue {
  private static final int MOST = 1024;

  private final Monitor monitor;
  private final Queue<IncomingOffer> offers = new ArrayDeque<>();
  private final List<Attempts> incoming = new ArrayList<>();
  private boolean deserted;

  OfferQueue(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** The transfer that an offer goes on with, if there is one. */
  Optional<Attempts> returned(Arrival arrival) {
    List<Attempts> all = new ArrayList<>();
    monitor.change(() -> all.addAll(incoming));
    List<Attempts> over = all.stream().filter(Attempts::isOver).toList();
    monitor.change(() -> incoming.removeAll(over));
    all.removeIf(attempts -> !attempts.isThis(arrival));
    return all.stream().findFirst();
  }

  /** Adds one; answers whether there is room to hand it out. */
  boolean add(Attempts attempts, IncomingOffer offer) {
    boolean[] room = {false};
    monitor.change(() -> {
      incoming.add(attempts);
      room[0] = offers.size() < MOST;
      if (room[0]) {
        offers.add(offer);
      }
    });
    return room[0];
  }

  /** Waits for the next; empty when the deadline came first, or none can come. */
  Optional<IncomingOffer> next(long deadline) throws InterruptedException {
    List<IncomingOffer> next = new ArrayList<>(1);
    monitor.await(
        () -> {
          IncomingOffer head = offers.poll();
          return (head != null && next.add(head)) || deserted;
        },
        deadline);
    return next.stream().findFirst();
  }

  /** None can come any more. */
  void end() {
    monitor.change(() -> deserted = true);
  }
}
