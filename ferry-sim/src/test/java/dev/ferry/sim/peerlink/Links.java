package dev.ferry.sim.peerlink;

import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.channel.Liveness;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Two devices with a connection between them.
 *
 * @param here what the one has, as a link
 * @param there the other's end of the connection, bare
 */
record Links(SimWorld world, ChannelLink here, ByteStream there) implements AutoCloseable {
  private static final InetSocketAddress AT =
      new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 7);

  static Links open(SimWorld world) throws IOException, InterruptedException {
    World one = world.host("one", "10.0.0.1");
    Network two = world.network().host("two", "10.0.0.2");
    try (Listener listener = two.listen(AT)) {
      ByteStream stream = one.network().connect(AT, Tasks.NEVER);
      ByteStream there = listener.accept().stream();
      return new Links(world, link(world, stream), there);
    }
  }

  private static ChannelLink link(SimWorld world, ByteStream stream) {
    return ChannelLink.over(stream, world.tasks(), world.random(), Liveness.USUAL);
  }

  /** The other end as a link, too. */
  ChannelLink meet() {
    return link(world, there);
  }

  /** The other end as a peer that sends what it likes. */
  StockPeer stock() {
    return new StockPeer(there);
  }

  @Override
  public void close() {
    here.close();
    there.close();
  }
}
