package dev.ferry.ice.turn;

import dev.ferry.port.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The relayed address as a place that listens. */
final class RelayListener implements Listener {
  private final RelayTask task;

  RelayListener(RelayTask task) {
    this.task = task;
  }

  @Override
  public InetSocketAddress address() {
    return task.relayed();
  }

  @Override
  public Accepted accept() throws IOException, InterruptedException {
    return task.offers().take();
  }

  @Override
  public void close() {
    task.offers().end("nobody listens at the relayed address any more");
  }

  @Override
  public String toString() {
    return "listener at the relayed address " + address();
  }
}
