package dev.ferry.io.socket;

import dev.ferry.port.ByteStream;
import dev.ferry.port.SharedPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;

/**
 * A listening socket and connecting ones at one local port, by SO_REUSEADDR and, where the system
 * has it, SO_REUSEPORT. On Windows SO_REUSEADDR alone allows it.
 */
final class SharedSockets implements SharedPort {
  private static final int BACKLOG = 64;

  private final Interfaces interfaces;
  private final SocketListener listener;

  private SharedSockets(Interfaces interfaces, SocketListener listener) {
    this.interfaces = interfaces;
    this.listener = listener;
  }

  static SharedSockets open(Interfaces interfaces, InetSocketAddress at) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      share(channel);
      channel.bind(at, BACKLOG);
      InetSocketAddress address = (InetSocketAddress) channel.getLocalAddress();
      return new SharedSockets(interfaces, new SocketListener(channel, address));
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen at " + Failure.text(at) + ": " + e.getMessage(), e);
    }
  }

  private static void share(NetworkChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
  }

  @Override
  public ByteStream connect(InetSocketAddress to, long deadline)
      throws IOException, InterruptedException {
    return Dialling.connect(
        interfaces,
        to,
        deadline,
        channel -> {
          share(channel);
          channel.bind(address());
        });
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

  @Override
  public String toString() {
    return "shared " + listener;
  }
}
