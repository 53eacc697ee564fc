package dev.ferry.io.socket;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TCP connection. One task may read while another writes; direct buffers are passed to the system
 * as they are. A task interrupted while it waits closes the connection.
 *
 * <p>The sizes of the socket's buffers are left to the system, which adapts them to the path; a
 * size set by hand switches that off.
 */
public final class SocketStream implements ByteStream {
  private static final System.Logger LOG = System.getLogger(SocketStream.class.getName());

  /** Bounds the copy that the channel makes of a heap buffer, and what is written at once. */
  private static final int LARGEST_WRITE = 512 << 10;

  private static final int LARGEST_COPY = 128 << 10;

  private final SocketChannel channel;
  private final InetSocketAddress peer;
  private final AtomicBoolean outputClosed = new AtomicBoolean();

  // Both belong to the task that writes.
  private Optional<ByteBuffer> piece = Optional.empty();
  private boolean primed;

  private SocketStream(SocketChannel channel, InetSocketAddress peer) {
    this.channel = channel;
    this.peer = peer;
  }

  /** Wraps a connected channel in blocking mode. */
  static SocketStream of(SocketChannel channel, InetSocketAddress peer) {
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    } catch (IOException alreadyReset) {
      // Some systems refuse options on a connection that is gone; the first read will say so.
      LOG.log(System.Logger.Level.DEBUG, "options of " + peer, alreadyReset);
    }
    return new SocketStream(channel, peer);
  }

  /** Whom it is connected to. */
  public InetSocketAddress peer() {
    return peer;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    try {
      return channel.read(into);
    } catch (IOException e) {
      throw Failure.of("reading from " + Failure.text(peer), e);
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    try {
      writeAll(from);
    } catch (IOException e) {
      throw Failure.of("writing to " + Failure.text(peer), e);
    }
  }

  private void writeAll(ByteBuffer from) throws IOException {
    int end = from.limit();
    int most = from.isDirect() ? LARGEST_WRITE : LARGEST_COPY;
    try {
      while (from.position() < end) {
        from.limit(Math.min(end, from.position() + most));
        channel.write(from);
      }
    } finally {
      from.limit(end);
    }
  }

  /**
   * Writes bytes of a file without bringing them into this process where the system can do that.
   *
   * @return how many bytes were written, at least one; -1 when the file ends at {@code offset}
   */
  public long writeFrom(FileChannel file, long offset, long count)
      throws IOException, InterruptedException {
    try {
      long direct = primed ? file.transferTo(offset, count, channel) : 0;
      return direct > 0 ? direct : writePiece(file, offset, count);
    } catch (IOException e) {
      throw Failure.of("writing to " + Failure.text(peer), e);
    }
  }

  /**
   * Writes a little by way of a buffer, waiting for room. A virtual thread's socket is non-blocking
   * underneath once it was written to, so a direct transfer never waits: it takes what fits, and
   * nothing when the peer is slow or the file has ended.
   */
  private long writePiece(FileChannel file, long offset, long count) throws IOException {
    ByteBuffer buffer = piece.orElseGet(() -> ByteBuffer.allocateDirect(LARGEST_COPY));
    piece = Optional.of(buffer);
    int length = file.read(buffer.clear().limit((int) Math.min(count, LARGEST_COPY)), offset);
    if (length > 0) {
      writeAll(buffer.flip());
      primed = true;
    }
    return length;
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    if (outputClosed.compareAndSet(false, true)) {
      try {
        channel.shutdownOutput();
      } catch (IOException e) {
        throw Failure.of("ending the output to " + Failure.text(peer), e);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing " + this, e);
    }
  }

  @Override
  public String toString() {
    return "connection to " + Failure.text(peer);
  }
}
