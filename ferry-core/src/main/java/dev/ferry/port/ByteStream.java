package dev.ferry.port;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A reliable two-way stream of bytes: a TCP connection, an in-band stream, TLS inside either.
 *
 * <p>One task may read while another writes. {@link #close} may be called from any task at any time
 * and unblocks both. A stream in which a task was interrupted is no longer usable, only to be
 * closed.
 */
public interface ByteStream extends AutoCloseable {
  /**
   * Reads at least one byte, at most {@code into.remaining()}, waiting for the first.
   *
   * @return how many bytes were read, or -1 when the peer has closed its output
   * @throws IOException when the stream broke or was closed here
   */
  int read(ByteBuffer into) throws IOException, InterruptedException;

  /**
   * Writes all that remains in {@code from}; waiting here is the back-pressure.
   *
   * @throws IOException when the stream broke or was closed on either side
   */
  void write(ByteBuffer from) throws IOException, InterruptedException;

  /** Says that no more bytes follow, once those written are on their way; reading goes on. */
  void closeOutput() throws IOException, InterruptedException;

  /** Ends both directions at once; idempotent, never blocks long, never throws. */
  @Override
  void close();
}
