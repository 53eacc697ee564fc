package dev.ferry.dht.node;

import dev.ferry.port.DatagramPort;
import dev.ferry.port.Network;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports that a node sends from and receives at. May be used from any task. */
final class Ports implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Ports.class.getName());

  private final List<DatagramPort> ports;

  private Ports(List<DatagramPort> ports) {
    this.ports = List.copyOf(ports);
  }

  /**
   * Opens a port at each address; of several, those that cannot be had are left out.
   *
   * @throws IOException when none of them can be had
   */
  static Ports open(Network network, List<InetSocketAddress> bind) throws IOException {
    List<DatagramPort> ports = new ArrayList<>();
    IOException failure = new IOException("no address to receive at was named");
    for (InetSocketAddress at : bind) {
      try {
        ports.add(open(network, at));
      } catch (IOException e) {
        failure = e;
        LOG.log(System.Logger.Level.DEBUG, "without " + at, e);
      }
    }
    if (ports.isEmpty()) {
      throw failure;
    }
    return new Ports(ports);
  }

  /** Opens one; in the place of all addresses, those of IPv4 where there is no IPv6. */
  private static DatagramPort open(Network network, InetSocketAddress at) throws IOException {
    boolean every = at.getAddress() instanceof Inet6Address && at.getAddress().isAnyLocalAddress();
    try {
      return network.datagrams(at);
    } catch (IOException without) {
      if (!every) {
        throw without;
      }
      InetAddress ipv4 = InetAddress.ofLiteral("0.0.0.0");
      return network.datagrams(new InetSocketAddress(ipv4, at.getPort()));
    }
  }

  List<DatagramPort> all() {
    return ports;
  }

  void send(Outgoing datagram) {
    Optional<DatagramPort> port = ports.stream().filter(p -> reaches(p, datagram.to())).findFirst();
    try {
      if (port.isPresent()) {
        port.get().send(datagram.to(), ByteBuffer.wrap(datagram.bytes()));
      }
    } catch (IOException unreachable) {
      // As if it were lost on the way: whoever waits for an answer hears of it soon enough.
      LOG.log(System.Logger.Level.TRACE, "not sent to " + datagram.to(), unreachable);
    }
  }

  private static boolean reaches(DatagramPort port, InetSocketAddress to) {
    InetAddress here = port.address().getAddress();
    boolean ipv4 = to.getAddress() instanceof Inet4Address;
    return here instanceof Inet4Address == ipv4 || (ipv4 && here.isAnyLocalAddress());
  }

  @Override
  public void close() {
    ports.forEach(DatagramPort::close);
  }
}
