package dev.ferry.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Addresses and ports of this machine's own. Every server and client gets an address of its own in
 * 127/8, which Linux answers in full; so a port found free on it stays free until its owner binds
 * it, and programs that avoid 127.0.0.1 do not avoid this one.
 */
final class Loopback {
  private Loopback() {}

  /** An address that nothing else on this machine is likely to use. */
  static InetAddress address() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return InetAddress.ofLiteral(
        "127.%d.%d.%d"
            .formatted(random.nextInt(64, 255), random.nextInt(1, 255), random.nextInt(1, 255)));
  }

  /** A free port on that address, found by the system. */
  static InetSocketAddress freePort(InetAddress address) throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, address)) {
      return new InetSocketAddress(address, probe.getLocalPort());
    }
  }

  /** The form that command lines and settings take: {@code 127.1.2.3:4567}. */
  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
