package dev.ferry.sim.network;

import dev.ferry.port.ByteStream;
import dev.ferry.port.SharedPort;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A listener from whose port connections are made. */
final class SimSharedPort implements SharedPort {
  private final SimNetwork network;
  private final SimHost host;
  private final SimListener listener;

  SimSharedPort(SimNetwork network, SimHost host, SimListener listener) {
    this.network = network;
    this.host = host;
    this.listener = listener;
  }

  @Override
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public Accepted accept() throws IOException, InterruptedException {
    return listener.accept();
  }

  @Override
  public ByteStream connect(InetSocketAddress to, long deadline)
      throws IOException, InterruptedException {
    return new Handshake(network, host, address(), to, deadline).connect();
  }

  @Override
  public void close() {
    listener.close();
  }
}
