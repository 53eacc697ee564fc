package dev.ferry.ice.stun;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** IPv4 or IPv6, as STUN numbers them (RFC 8489 14.1). */
public enum AddressFamily {
  IPV4(1),
  IPV6(2);

  private final int code;

  AddressFamily(int code) {
    this.code = code;
  }

  public static AddressFamily of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }

  int code() {
    return code;
  }

  static Optional<AddressFamily> of(int code) {
    return switch (code) {
      case 1 -> Optional.of(IPV4);
      case 2 -> Optional.of(IPV6);
      default -> Optional.empty();
    };
  }
}
