package dev.ferry.sim.contract;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What a network is tested with; closed after the test.
 *
 * @param client the network as the side that connects sees it
 * @param server the network as the side that listens sees it; may be the same
 * @param at where the server may listen and the client can connect to
 * @param silent where a connect is never answered
 */
public record NetworkBed(
    Tasks tasks, Network client, Network server, InetAddress at, InetSocketAddress silent) {
  private static final long PATIENCE = 10_000_000_000L;

  /** A test's body; it runs in a task. */
  @FunctionalInterface
  public interface Body {
    void run(NetworkBed bed) throws Exception;
  }

  /** Two streams that are connected to each other. */
  public record Pair(ByteStream client, ByteStream server) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  Listener listen() throws IOException {
    return server.listen(new InetSocketAddress(at, 0));
  }

  ByteStream connect(InetSocketAddress to) throws IOException, InterruptedException {
    return client.connect(to, soon());
  }

  /** A deadline that is not reached unless something is broken. */
  long soon() {
    return tasks.in(PATIENCE);
  }

  /** Where the client may bind. */
  InetAddress from() {
    return client.local().getFirst();
  }

  public Pair pair() throws IOException, InterruptedException {
    try (Listener listener = listen()) {
      ByteStream client = connect(listener.address());
      return new Pair(client, listener.accept().stream());
    }
  }
}
