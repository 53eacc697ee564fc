package dev.ferry.io.socket;

import dev.ferry.io.tasks.InATask;
import dev.ferry.port.Tasks;
import dev.ferry.sim.contract.NetworkBed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The real network, confined to loopback, with a place that never answers. */
final class Loopback implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final ServerSocket deaf;
  private final List<AutoCloseable> fill = new ArrayList<>();

  private Loopback() throws IOException {
    deaf = new ServerSocket(0, 1, HERE);
  }

  static void run(NetworkBed.Body body) throws Exception {
    InATask.run(tasks -> {
      SocketNetwork network = new SocketNetwork(Interfaces.loopback());
      try (Loopback loopback = new Loopback()) {
        InetSocketAddress silent = loopback.silent(network, tasks);
        body.run(new NetworkBed(tasks, network, network, HERE, silent));
      }
    });
  }

  /** Once its queue is full, a listener that accepts nothing does not answer any more. */
  private InetSocketAddress silent(SocketNetwork network, Tasks tasks) throws InterruptedException {
    InetSocketAddress at = new InetSocketAddress(HERE, deaf.getLocalPort());
    try {
      while (fill.size() < 20) {
        fill.add(network.connect(at, tasks.in(100_000_000)));
      }
      throw new AssertionError("this system's queue of connections has no end");
    } catch (IOException full) {
      return at;
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable stream : fill) {
      stream.close();
    }
    deaf.close();
  }
}
