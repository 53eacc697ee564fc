package dev.ferry.transport;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Writes an address as peers expect to read it: IPv6 after RFC 5952, without an interface. */
final class AddressText {
  private AddressText() {}

  static String of(InetAddress address) {
    return address instanceof Inet6Address ? ipv6(address.getAddress()) : address.getHostAddress();
  }

  private static String ipv6(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
    }
    int from = 0;
    int length = 0;
    for (int i = 0; i < 8; i++) {
      int zeros = zeros(groups, i);
      if (zeros > length) {
        from = i;
        length = zeros;
      }
    }
    // A single zero is written out.
    return length < 2
        ? join(groups, 0, 8)
        : join(groups, 0, from) + "::" + join(groups, from + length, 8);
  }

  private static int zeros(int[] groups, int from) {
    int end = from;
    while (end < 8 && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String join(int[] groups, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
