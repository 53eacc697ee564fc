package dev.ferry.ice.turn;

import dev.ferry.port.Listener.Accepted;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Connections of peers that are bound and wait to be accepted. Any task may use it. */
final class RelayOffers {
  /** Peers that may connect before anybody accepts them. */
  static final int ROOM = 16;

  private final Monitor monitor;
  private final Queue<Accepted> waiting = new ArrayDeque<>();
  private Optional<String> end = Optional.empty();

  RelayOffers(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Adds a connection; closes it when there is no room or nobody will come for it. */
  void add(Accepted connection) {
    boolean[] fits = {false};
    monitor.change(() -> {
      fits[0] = end.isEmpty() && waiting.size() < ROOM;
      if (fits[0]) {
        waiting.add(connection);
      }
    });
    if (!fits[0]) {
      connection.stream().close();
    }
  }

  Accepted take() throws IOException, InterruptedException {
    List<Accepted> taken = new ArrayList<>(1);
    monitor.await(() -> !waiting.isEmpty() || end.isPresent(), Tasks.NEVER);
    List<String> why = new ArrayList<>(1);
    monitor.change(() -> {
      Accepted head = waiting.poll();
      if (head != null) {
        taken.add(head);
      }
      end.ifPresent(why::add);
    });
    if (taken.isEmpty()) {
      throw new IOException(why.getFirst());
    }
    return taken.getFirst();
  }

  /** Takes no more; the first reason counts. Closes what nobody has come for. */
  void end(String why) {
    List<Accepted> left = new ArrayList<>();
    monitor.change(() -> {
      end = end.or(() -> Optional.of(why));
      left.addAll(waiting);
      waiting.clear();
    });
    left.forEach(connection -> connection.stream().close());
  }
}
