package dev.ferry.ice.turn;

import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A connection to a peer through a relay.
 *
 * <p>A relay carries no end of one direction: {@link #closeOutput} does nothing, and who needs it
 * marks the end inside the stream. What was written last may be lost when the stream is closed
 * before the peer said that it has it; see the description of this package.
 */
final class RelayedStream implements ByteStream {
  private final ByteStream stream;
  private final Runnable onClose;
  private final String what;

  RelayedStream(ByteStream stream, Runnable onClose, String server, InetSocketAddress peer) {
    this.stream = stream;
    this.onClose = onClose;
    this.what = "connection to " + peer + " through " + server;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    return stream.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    stream.write(from);
  }

  @Override
  public void closeOutput() {}

  @Override
  public void close() {
    onClose.run();
    stream.close();
  }

  @Override
  public String toString() {
    return what;
  }
}
