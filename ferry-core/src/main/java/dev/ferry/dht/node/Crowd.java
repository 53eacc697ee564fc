package dev.ferry.dht.node;

import java.net.InetAddress;

/**
 * How many nodes may live at one address: a single host that claims to be many nodes must fill
 * neither a table nor a lookup. Where hosts are our own, nothing is limited.
 */
final class Crowd {
  private Crowd() {}

  /** Whether {@code already} nodes at {@code address} are as many as may be. */
  static boolean isFull(InetAddress address, int already, int most) {
    boolean ours =
        address.isLoopbackAddress() || address.isSiteLocalAddress() || isUniqueLocal(address);
    return !ours && already >= most;
  }

  private static boolean isUniqueLocal(InetAddress address) {
    byte[] ip = address.getAddress();
    return ip.length == 16 && (ip[0] & 0xfe) == 0xfc;
  }
}
