package dev.ferry.io.socket;

import dev.ferry.port.DatagramPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A port that sends only where the interfaces in use may reach. */
record ConfinedDatagrams(DatagramPort port, Interfaces interfaces) implements DatagramPort {
  @Override
  public InetSocketAddress address() {
    return port.address();
  }

  @Override
  public void send(InetSocketAddress to, ByteBuffer datagram) throws IOException {
    if (to.isUnresolved() || !interfaces.mayReach(to.getAddress())) {
      throw new IOException("will not send to " + Failure.text(to) + ": only loopback is in use");
    }
    port.send(to, datagram);
  }

  @Override
  public Optional<InetSocketAddress> receive(ByteBuffer into, long deadline)
      throws IOException, InterruptedException {
    return port.receive(into, deadline);
  }

  @Override
  public void close() {
    port.close();
  }
}
