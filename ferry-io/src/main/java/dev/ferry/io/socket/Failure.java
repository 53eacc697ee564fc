package dev.ferry.io.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;

/** Turns what channels throw into what the ports promise. */
final class Failure {
  private Failure() {}

  /**
   * The failure as the caller is to see it.
   *
   * @param doing what failed, with the address
   * @throws InterruptedException when the channel was closed because this task was interrupted
   */
  static IOException of(String doing, IOException e) throws InterruptedException {
    // The flag is looked at as well: a socket's adaptor hides why the channel was closed.
    if (Thread.interrupted() || e instanceof ClosedByInterruptException) {
      throw new InterruptedException();
    }
    String why =
        e instanceof ClosedChannelException ? "closed here" : String.valueOf(e.getMessage());
    return new IOException(doing + ": " + why, e);
  }

  /** An address as people write it, without the slash of Java. */
  static String text(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return address.getHostString() + ":" + address.getPort();
    }
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }
}
