package dev.ferry.io.socket;

import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** Opens connections, where the interfaces in use allow it. */
final class Dialling {
  private Dialling() {}

  /** What is done to a channel before it connects. */
  @FunctionalInterface
  interface Preparation {
    void prepare(SocketChannel channel) throws IOException;
  }

  static SocketStream connect(Interfaces interfaces, InetSocketAddress to, long deadline)
      throws IOException, InterruptedException {
    return connect(interfaces, to, deadline, _ -> {});
  }

  static SocketStream connect(
      Interfaces interfaces, InetSocketAddress to, long deadline, Preparation preparation)
      throws IOException, InterruptedException {
    String doing = "cannot connect to " + Failure.text(to);
    if (to.isUnresolved()) {
      throw new IOException(doing + ": not an address");
    }
    if (!interfaces.mayReach(to.getAddress())) {
      throw new IOException(doing + ": only loopback is in use");
    }
    int millis = timeout(doing, deadline);
    SocketChannel channel = SocketChannel.open();
    boolean connected = false;
    try {
      preparation.prepare(channel);
      channel.socket().connect(to, millis);
      connected = true;
      return SocketStream.of(channel, to);
    } catch (SocketTimeoutException late) {
      throw new IOException(doing + ": no answer in time", late);
    } catch (IOException e) {
      throw Failure.of(doing, e);
    } finally {
      if (!connected) {
        channel.close();
      }
    }
  }

  /** Milliseconds until the deadline, rounded up so as not to end before it; 0 for no deadline. */
  private static int timeout(String doing, long deadline) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (deadline == Tasks.NEVER) {
      return 0;
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new IOException(doing + ": no time left");
    }
    long millis = Math.ceilDiv(left, TimeUnit.MILLISECONDS.toNanos(1));
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
