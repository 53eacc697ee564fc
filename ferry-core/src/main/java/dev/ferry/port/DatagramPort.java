package dev.ferry.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A port for datagrams (UDP): what is sent may get lost, come twice or out of order, and comes
 * whole or not at all.
 *
 * <p>Any task may send; one task at a time receives. {@link #close} may be called from any task and
 * unblocks the receiver. A port in which a task was interrupted is no longer usable, only to be
 * closed.
 */
public interface DatagramPort extends AutoCloseable {
  /** The most bytes that a datagram can carry. */
  int LARGEST = 65_507;

  /** Where it receives, with the real port. */
  InetSocketAddress address();

  /**
   * Sends all that remains in {@code datagram}; does not wait, and does not learn whether it came.
   *
   * @throws IOException when this device could not even try: no way there, too large, closed here
   */
  void send(InetSocketAddress to, ByteBuffer datagram) throws IOException;

  /**
   * Waits for a datagram and puts it into {@code into}; what does not fit is cut off.
   *
   * @param deadline a value of {@link Tasks#now}
   * @return who sent it; empty when the deadline came first
   * @throws IOException when the port was closed or broke
   */
  Optional<InetSocketAddress> receive(ByteBuffer into, long deadline)
      throws IOException, InterruptedException;

  /** Stops receiving; idempotent, never throws. */
  @Override
  void close();
}
