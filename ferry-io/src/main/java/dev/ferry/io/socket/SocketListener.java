package dev.ferry.io.socket;

import dev.ferry.port.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listening socket of the operating system. */
final class SocketListener implements Listener {
  private static final System.Logger LOG = System.getLogger(SocketListener.class.getName());

  private final ServerSocketChannel channel;
  private final InetSocketAddress address;

  SocketListener(ServerSocketChannel channel, InetSocketAddress address) {
    this.channel = channel;
    this.address = address;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public Accepted accept() throws IOException, InterruptedException {
    try {
      SocketChannel accepted = channel.accept();
      InetSocketAddress from = (InetSocketAddress) accepted.getRemoteAddress();
      return new Accepted(SocketStream.of(accepted, from), from);
    } catch (IOException e) {
      throw Failure.of("listening at " + Failure.text(address), e);
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
    return "listener at " + Failure.text(address);
  }
}
