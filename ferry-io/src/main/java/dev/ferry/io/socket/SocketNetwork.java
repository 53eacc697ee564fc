package dev.ferry.io.socket;

import dev.ferry.port.DatagramPort;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.SharedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * TCP and UDP through the operating system's sockets. May be used from any task.
 *
 * <p>Deadlines are values of {@link System#nanoTime}. A task interrupted while it waits here closes
 * what it waited for: that is how channels behave, and what cancelling wants.
 */
public final class SocketNetwork implements Network {
  private static final int BACKLOG = 64;

  /** An address for documentation: no loopback. */
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.1");

  private final Interfaces interfaces;

  public SocketNetwork(Interfaces interfaces) {
    this.interfaces = interfaces;
  }

  @Override
  public SocketStream connect(InetSocketAddress to, long deadline)
      throws IOException, InterruptedException {
    return Dialling.connect(interfaces, to, deadline);
  }

  @Override
  public Listener listen(InetSocketAddress at) throws IOException {
    if (at.isUnresolved() || !interfaces.mayListen(at.getAddress())) {
      throw new IOException(
          "will not listen at " + Failure.text(at) + ": not among the interfaces in use");
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(at, BACKLOG);
      return new SocketListener(channel, (InetSocketAddress) channel.getLocalAddress());
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen at " + Failure.text(at) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public SharedPort share(InetSocketAddress at) throws IOException {
    if (at.isUnresolved() || !interfaces.mayListen(at.getAddress())) {
      throw new IOException(
          "will not listen at " + Failure.text(at) + ": not among the interfaces in use");
    }
    return SharedSockets.open(interfaces, at);
  }

  @Override
  public DatagramPort datagrams(InetSocketAddress at) throws IOException {
    if (at.isUnresolved() || !interfaces.mayListen(at.getAddress())) {
      throw new IOException(
          "will not bind " + Failure.text(at) + ": not among the interfaces in use");
    }
    DatagramPort port = SocketDatagrams.bind(at);
    return interfaces.mayReach(ELSEWHERE) ? port : new ConfinedDatagrams(port, interfaces);
  }

  @Override
  public DatagramPort multicast(InetSocketAddress group) throws IOException {
    if (group.isUnresolved() || !group.getAddress().isMulticastAddress()) {
      throw new IOException("cannot join " + Failure.text(group) + ": not a multicast group");
    }
    return GroupDatagrams.join(group, interfaces.addresses());
  }

  @Override
  public List<InetAddress> local() {
    return interfaces.addresses();
  }

  @Override
  public List<InetAddress> gateways() {
    return interfaces.mayReach(ELSEWHERE) ? Gateways.of(interfaces.addresses()) : List.of();
  }

  /** The system's resolver cannot be interrupted, so it runs beside the task that asked. */
  @Override
  public List<InetAddress> resolve(String host) throws IOException, InterruptedException {
    FutureTask<List<InetAddress>> lookup =
        new FutureTask<>(() -> List.of(InetAddress.getAllByName(host)));
    Thread.ofVirtual().name("resolve " + host).start(lookup);
    try {
      return lookup.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException) {
        throw new IOException("unknown host " + host + ": check the name and the network", e);
      }
      throw new IOException("cannot look up " + host + ": " + e.getCause(), e);
    }
  }
}
