package dev.ferry.sim.network;

import dev.ferry.port.Listener;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A listening port. As with real sockets, a task interrupted while it accepts closes it, and
 * connections nobody has accepted by then are reset.
 */
final class SimListener implements Listener {
  private static final int BACKLOG = 64;

  private final SimNetwork network;
  private final Guarded guarded;
  private final InetSocketAddress address;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private boolean closed;

  private record Waiting(SimStream stream, InetSocketAddress from) {}

  SimListener(SimNetwork network, InetSocketAddress address) {
    this.network = network;
    this.guarded = network.guarded();
    this.address = address;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public Accepted accept() throws IOException, InterruptedException {
    List<Accepted> accepted = new ArrayList<>(1);
    while (accepted.isEmpty()) {
      awaitOrClose();
      guarded.change(() -> {
        if (closed) {
          throw new IOException("listening at " + text() + ": closed here");
        }
        Waiting first = waiting.poll();
        if (first != null) {
          first.stream().claim();
          accepted.add(new Accepted(first.stream(), first.from()));
        }
      });
    }
    return accepted.getFirst();
  }

  private void awaitOrClose() throws InterruptedException {
    try {
      guarded.await(() -> closed || !waiting.isEmpty() ? guarded.now() : Tasks.NEVER);
    } catch (InterruptedException interrupted) {
      close();
      throw interrupted;
    }
  }

  @Override
  public void close() {
    guarded
        .monitor()
        .change(() -> {
          closed = true;
          network.closed(this);
          waiting.forEach(w -> w.stream().refuse());
          waiting.clear();
        });
  }

  // What follows is called with the monitor held.

  boolean hasRoom() {
    return waiting.size() < BACKLOG;
  }

  void offer(SimStream stream, InetSocketAddress from) {
    waiting.add(new Waiting(stream, from));
  }

  /** Whether a connect to this address ends up here. */
  boolean listensAt(InetSocketAddress to) {
    return address.getPort() == to.getPort()
        && (address.getAddress().isAnyLocalAddress() || address.equals(to));
  }

  private String text() {
    return Addresses.text(address);
  }

  @Override
  public String toString() {
    return "listener at " + text();
  }
}
