package dev.ferry.io.socket;

import dev.ferry.port.DatagramPort;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A UDP socket of the operating system. Deadlines are values of {@link System#nanoTime}. */
final class SocketDatagrams implements DatagramPort {
  private static final System.Logger LOG = System.getLogger(SocketDatagrams.class.getName());
  private static final int BUFFER = 1 << 20;

  private final DatagramChannel channel;
  private final InetSocketAddress address;
  // Belongs to the task that receives.
  private final DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);

  private SocketDatagrams(DatagramChannel channel) throws IOException {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
  }

  static SocketDatagrams bind(InetSocketAddress wanted) throws IOException {
    InetSocketAddress at = possible(wanted);
    DatagramChannel channel = open(at);
    try {
      channel.bind(at);
      return of(channel);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot bind " + Failure.text(at) + ": " + e.getMessage(), e);
    }
  }

  /** All addresses of this machine are those of IPv4 where it has no others. */
  private static InetSocketAddress possible(InetSocketAddress wanted) throws IOException {
    boolean everywhere = wanted.getAddress().isAnyLocalAddress();
    return everywhere && family(wanted) == StandardProtocolFamily.INET6 && !hasIpv6()
        ? new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), wanted.getPort())
        : wanted;
  }

  private static boolean hasIpv6() throws IOException {
    try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET6)) {
      return probe.isOpen();
    } catch (UnsupportedOperationException none) {
      return false;
    }
  }

  /** A channel for addresses of that family. */
  static DatagramChannel open(InetSocketAddress at) throws IOException {
    try {
      return DatagramChannel.open(family(at));
    } catch (UnsupportedOperationException none) {
      throw new IOException("this machine has no IPv6: " + Failure.text(at), none);
    }
  }

  /** Wraps a channel that is bound. */
  static SocketDatagrams of(DatagramChannel channel) throws IOException {
    // The system grants less where it has to; many answers come at once in a lookup.
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    return new SocketDatagrams(channel);
  }

  static StandardProtocolFamily family(InetSocketAddress at) {
    return at.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void send(InetSocketAddress to, ByteBuffer datagram) throws IOException {
    if (to.isUnresolved() || to.getPort() == 0) {
      throw new IOException("cannot send to " + Failure.text(to) + ": not an address and port");
    }
    try {
      channel.send(datagram, to);
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException("cannot send to " + Failure.text(to) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<InetSocketAddress> receive(ByteBuffer into, long deadline)
      throws IOException, InterruptedException {
    try {
      channel.socket().setSoTimeout(timeout(deadline));
      packet.setLength(LARGEST);
      channel.socket().receive(packet);
    } catch (SocketTimeoutException late) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.of("receiving at " + Failure.text(address), e);
    }
    into.put(packet.getData(), 0, Math.min(packet.getLength(), into.remaining()));
    return Optional.of((InetSocketAddress) packet.getSocketAddress());
  }

  /** Milliseconds until the deadline, rounded up so as not to end before it; 0 for no deadline. */
  private static int timeout(long deadline) {
    if (deadline == Tasks.NEVER) {
      return 0;
    }
    long left = Math.max(1, deadline - System.nanoTime());
    long millis = Math.ceilDiv(left, TimeUnit.MILLISECONDS.toNanos(1));
    return (int) Math.min(millis, Integer.MAX_VALUE);
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
    return "datagrams at " + Failure.text(address);
  }
}
