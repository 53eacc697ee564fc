package dev.ferry.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The network as this device sees it. All methods may be called from any task.
 *
 * <p>Addresses are always resolved ones; names of hosts are resolved by {@link #resolve} first, so
 * that a rule about addresses is applied to what is really connected to.
 */
public interface Network {
  /**
   * Opens a TCP connection.
   *
   * @param deadline a value of {@link Tasks#now}
   * @throws IOException when refused, unreachable or not established by the deadline; the message
   *     names the address
   */
  ByteStream connect(InetSocketAddress to, long deadline) throws IOException, InterruptedException;

  /**
   * Listens for TCP connections.
   *
   * @param at the address to bind; port 0 takes a free one
   */
  Listener listen(InetSocketAddress at) throws IOException;

  /**
   * Listens like {@link #listen}, at a port from which connections may also be made.
   *
   * @param at the address to bind, not the wildcard; port 0 takes a free one
   */
  default SharedPort share(InetSocketAddress at) throws IOException {
    throw new IOException("cannot share a port at " + at + ": not possible on this network");
  }

  /**
   * Sends and receives datagrams.
   *
   * @param at the address to bind; port 0 takes a free one. The wildcard of IPv6 takes IPv4 too
   *     where the system can do that
   * @throws IOException when the address is not to be had, or there are no datagrams here
   */
  default DatagramPort datagrams(InetSocketAddress at) throws IOException {
    throw new IOException("cannot bind " + at + ": no datagrams on this network");
  }

  /**
   * Receives what is sent to a multicast group on the interfaces in use, beside other programs that
   * do the same; what is sent from here goes out on each of them.
   *
   * @param group the group's address and port
   * @throws IOException when no interface could join, or there are no datagrams here
   */
  default DatagramPort multicast(InetSocketAddress group) throws IOException {
    throw new IOException("cannot join " + group + ": no datagrams on this network");
  }

  /** The addresses of the interfaces that may be used and offered to peers, best first. */
  List<InetAddress> local();

  /**
   * The routers that this device's traffic goes through first, of both families; none where that
   * cannot be found out, and none for loopback.
   */
  default List<InetAddress> gateways() {
    return List.of();
  }

  /**
   * The addresses of a host, at least one; a literal address is not looked up.
   *
   * @throws IOException when there is none
   */
  List<InetAddress> resolve(String host) throws IOException, InterruptedException;
}
