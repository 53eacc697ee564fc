package dev.ferry.ice;

import dev.ferry.ice.turn.Relay;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.SharedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A relay as one more port of ours. Closing it ends every connection through it. */
final class RelayPort implements SharedPort {
  private final Relay relay;
  private final Listener listener;
  private final InetSocketAddress address;

  RelayPort(Relay relay) {
    this.relay = relay;
    this.listener = relay.listener();
    this.address = relay.relayed();
  }

  /** Lets a peer in. */
  void permit(InetAddress peer, long deadline) throws IOException, InterruptedException {
    relay.permit(peer, deadline);
  }

  @Override
  public ByteStream connect(InetSocketAddress to, long deadline)
      throws IOException, InterruptedException {
    relay.permit(to.getAddress(), deadline);
    return relay.connect(to, deadline);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public Accepted accept() throws IOException, InterruptedException {
    return listener.accept();
  }

  @Override
  public void close() {
    relay.close();
  }

  @Override
  public String toString() {
    return relay.toString();
  }
}
