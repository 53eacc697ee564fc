package dev.ferry.sim.ice;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.SharedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** A network that tells when a nomination leaves by one of its shared ports. */
record WatchedNetwork(Network network, Runnable nominated) implements Network {
  private static final int LENGTH = 2;

  @Override
  public ByteStream connect(InetSocketAddress to, long deadline)
      throws IOException, InterruptedException {
    return network.connect(to, deadline);
  }

  @Override
  public Listener listen(InetSocketAddress at) throws IOException {
    return network.listen(at);
  }

  @Override
  public SharedPort share(InetSocketAddress at) throws IOException {
    return new Port(network.share(at), nominated);
  }

  @Override
  public List<InetAddress> local() {
    return network.local();
  }

  @Override
  public List<InetAddress> resolve(String host) throws IOException, InterruptedException {
    return network.resolve(host);
  }

  private record Port(SharedPort port, Runnable nominated) implements SharedPort {
    @Override
    public ByteStream connect(InetSocketAddress to, long deadline)
        throws IOException, InterruptedException {
      return new Stream(port.connect(to, deadline), nominated);
    }

    @Override
    public InetSocketAddress address() {
      return port.address();
    }

    @Override
    public Accepted accept() throws IOException, InterruptedException {
      Accepted accepted = port.accept();
      return new Accepted(new Stream(accepted.stream(), nominated), accepted.from());
    }

    @Override
    public void close() {
      port.close();
    }
  }

  private record Stream(ByteStream stream, Runnable nominated) implements ByteStream {
    @Override
    public int read(ByteBuffer into) throws IOException, InterruptedException {
      return stream.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException, InterruptedException {
      if (from.remaining() > LENGTH
          && StunPacket.read(from.slice().position(LENGTH)) instanceof StunPacket packet
          && packet.message().has(Attributes.USE_CANDIDATE)) {
        nominated.run();
      }
      stream.write(from);
    }

    @Override
    public void closeOutput() throws IOException, InterruptedException {
      stream.closeOutput();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
