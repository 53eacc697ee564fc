package dev.ferry.port;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * One local TCP port at which connections come in and from which connections leave, so that a NAT
 * on the way shows all of them as one place and lets the peer in where we have knocked (RFC 6544
 * appendix A). Connections made or accepted outlive it.
 *
 * <p>Several tasks may connect while one accepts. Two sides that connect to each other at the same
 * time get one connection, and both connects succeed.
 */
public interface SharedPort extends Listener {
  /**
   * Opens a TCP connection that leaves from this port.
   *
   * @param deadline a value of {@link Tasks#now}
   * @throws IOException when refused, unreachable, not established by the deadline, or when there
   *     is a connection between these two places already; the message names the address
   */
  ByteStream connect(InetSocketAddress to, long deadline) throws IOException, InterruptedException;
}
