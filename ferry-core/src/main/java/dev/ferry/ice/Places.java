package dev.ferry.ice;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as people write them, and how they compare. */
final class Places {
  private Places() {}

  static String text(InetSocketAddress place) {
    String host = place.getAddress().getHostAddress();
    int zone = host.indexOf('%');
    String plain = zone < 0 ? host : host.substring(0, zone);
    return (plain.contains(":") ? "[" + plain + "]" : plain) + ":" + place.getPort();
  }

  /** Whether the address means something in one network alone. */
  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    return address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || shared
        || uniqueLocal;
  }

  static boolean sameFamily(InetAddress one, InetAddress other) {
    return one instanceof Inet4Address == other instanceof Inet4Address;
  }
}
