package dev.ferry.io.socket;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * An address of ours and how likely a peer is to reach it; the natural order is best first.
 *
 * @param link 0 an ordinary interface, 1 a point-to-point one (a tunnel), 2 a bridge
 * @param reach 0 reachable from everywhere down to 5 only on one link
 */
record Candidate(InetAddress at, int link, int reach) implements Comparable<Candidate> {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingInt(Candidate::link).thenComparingInt(Candidate::reach);

  static Stream<Candidate> of(Nic nic) {
    int link = nic.bridge() ? 2 : nic.pointToPoint() ? 1 : 0;
    return nic.at().stream()
        .filter(a -> !a.isAnyLocalAddress() && !a.isMulticastAddress())
        .map(a -> new Candidate(a, link, reach(a)));
  }

  static Candidate loopback(InetAddress at) {
    return new Candidate(at, 0, reach(at));
  }

  private static int reach(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address.isLinkLocalAddress()) {
      return 5;
    }
    if (address instanceof Inet4Address) {
      return address.isSiteLocalAddress() || address.isLoopbackAddress() ? 2 : 1;
    }
    if ((bytes[0] & 0xE0) != 0x20) {
      return 3; // unique local, site-local, loopback
    }
    return tunnelled(bytes) ? 4 : 0;
  }

  /** Teredo (2001::/32) and 6to4 (2002::/16): slow where they work at all. */
  private static boolean tunnelled(byte[] bytes) {
    boolean teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
    return teredo || (bytes[0] == 0x20 && bytes[1] == 0x02);
  }

  @Override
  public int compareTo(Candidate other) {
    return BEST_FIRST.compare(this, other);
  }
}
