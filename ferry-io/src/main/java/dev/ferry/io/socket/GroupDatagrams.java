package dev.ferry.io.socket;

import dev.ferry.port.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A member of a multicast group on some interfaces, one socket for all of them. */
final class GroupDatagrams implements DatagramPort {
  private final DatagramChannel channel;
  private final SocketDatagrams socket;
  private final Set<NetworkInterface> joined;

  private GroupDatagrams(DatagramChannel channel, Set<NetworkInterface> joined) throws IOException {
    this.channel = channel;
    this.socket = SocketDatagrams.of(channel);
    this.joined = joined;
  }

  /** Joins on the interfaces that have these addresses. */
  static GroupDatagrams join(InetSocketAddress group, List<InetAddress> locals) throws IOException {
    DatagramChannel channel = SocketDatagrams.open(group);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
      // Bound to the group, so that nothing else that comes to its port is heard here.
      channel.bind(group);
      Set<NetworkInterface> joined = join(channel, group.getAddress(), locals);
      return new GroupDatagrams(channel, joined);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot join " + Failure.text(group) + ": " + e.getMessage(), e);
    }
  }

  private static Set<NetworkInterface> join(
      DatagramChannel channel, InetAddress group, List<InetAddress> locals) throws IOException {
    Set<NetworkInterface> joined = new LinkedHashSet<>();
    for (InetAddress local : locals) {
      Optional<NetworkInterface> nic =
          Optional.ofNullable(NetworkInterface.getByInetAddress(local));
      if (nic.isPresent() && !joined.contains(nic.get())) {
        channel.join(group, nic.get());
        joined.add(nic.get());
      }
    }
    if (joined.isEmpty()) {
      throw new IOException("no interface is in use");
    }
    return joined;
  }

  @Override
  public InetSocketAddress address() {
    return socket.address();
  }

  @Override
  public void send(InetSocketAddress to, ByteBuffer datagram) throws IOException {
    if (!to.getAddress().isMulticastAddress()) {
      socket.send(to, datagram);
      return;
    }
    int start = datagram.position();
    for (NetworkInterface nic : joined) {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, nic);
      socket.send(to, datagram.position(start));
    }
  }

  @Override
  public Optional<InetSocketAddress> receive(ByteBuffer into, long deadline)
      throws IOException, InterruptedException {
    return socket.receive(into, deadline);
  }

  @Override
  public void close() {
    socket.close();
  }

  @Override
  public String toString() {
    return "group of " + socket;
  }
}
