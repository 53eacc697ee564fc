package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.SharedPort;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A port at which connections come in, and from which none leaves: one that others need too cannot
 * be shared with them.
 */
record ListeningPort(Listener listener) implements SharedPort {
  @Override
  public ByteStream connect(InetSocketAddress to, long deadline) throws IOException {
    throw new IOException("no connection leaves from " + address());
  }

  @Override
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public Accepted accept() throws IOException, InterruptedException {
    return listener.accept();
  }

  @Override
  public void close() {
    listener.close();
  }
}
