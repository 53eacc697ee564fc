package dev.ferry.port;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A listening TCP socket. {@link #close} may be called from any task and unblocks the accepter. A
 * listener in which a task was interrupted is no longer usable, only to be closed.
 */
public interface Listener extends AutoCloseable {
  /** Where it listens, with the real port. */
  InetSocketAddress address();

  /**
   * Waits for the next connection.
   *
   * @throws IOException when the listener was closed or broke
   */
  Accepted accept() throws IOException, InterruptedException;

  /** Stops listening; idempotent, never throws. Connections already accepted live on. */
  @Override
  void close();

  /** A connection that came in, and where it came from. */
  record Accepted(ByteStream stream, InetSocketAddress from) {}
}
