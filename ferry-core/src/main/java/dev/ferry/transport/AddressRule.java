package dev.ferry.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses named by a peer may be connected to: those at which another device can be, not
 * this device's own services and not what only this device can see. Immutable.
 *
 * <p>The rule is applied to the address connected to, after every name is resolved, and to an IPv4
 * address inside an IPv6 one. Loopback is allowed only where the own addresses are loopback too,
 * link-local IPv4 where one of them is.
 */
public final class AddressRule {
  /** Where clouds tell a machine its secrets. */
  private static final Set<InetAddress> METADATA =
      Set.of(InetAddress.ofLiteral("169.254.169.254"), InetAddress.ofLiteral("fd00:ec2::254"));

  private final List<InetAddress> local;
  private final Set<InetSocketAddress> listeners;

  /**
   * @param local the addresses that this device offers
   * @param listeners where this device itself waits for the peer
   */
  public AddressRule(List<InetAddress> local, Collection<InetSocketAddress> listeners) {
    this.local = List.copyOf(local);
    this.listeners = Set.copyOf(listeners);
  }

  /** Why this address must not be connected to; empty when it may. */
  public Optional<String> refusal(InetSocketAddress to) {
    if (to.getPort() == 0) {
      return Optional.of("it has no port");
    }
    if (listeners.contains(to)) {
      return Optional.of("it is our own listener");
    }
    return refusal(to.getAddress());
  }

  private Optional<String> refusal(InetAddress to) {
    if (METADATA.contains(to)) {
      return Optional.of("it is the address of a cloud's metadata");
    }
    if (to.isLoopbackAddress()) {
      return refusedUnless(
          local.stream().anyMatch(InetAddress::isLoopbackAddress), "it is a loopback address");
    }
    if (to.isAnyLocalAddress() || to.isMulticastAddress()) {
      return Optional.of("it is no address of one device");
    }
    return to instanceof Inet4Address ? refusalV4(to) : refusalV6(to);
  }

  private Optional<String> refusalV4(InetAddress to) {
    int first = to.getAddress()[0] & 0xFF;
    if (first == 0 || first >= 240) {
      return Optional.of("it is no address of one device");
    }
    return refusedUnless(
        !to.isLinkLocalAddress()
            || local.stream().anyMatch(l -> l instanceof Inet4Address && l.isLinkLocalAddress()),
        "it is a link-local address");
  }

  private Optional<String> refusalV6(InetAddress to) {
    if (to.isLinkLocalAddress()) {
      return Optional.of("it is a link-local address");
    }
    return embedded(to.getAddress()).flatMap(this::refusal);
  }

  /** The IPv4 address inside: IPv4-compatible, translated (RFC 6052, RFC 7915) or 6to4. */
  private static Optional<InetAddress> embedded(byte[] v6) {
    boolean compatible = starts(v6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    boolean mapped = starts(v6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF);
    boolean translated = starts(v6, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0);
    boolean nat64 = starts(v6, 0, 0x64, 0xFF, 0x9B);
    if (compatible || mapped || translated || nat64) {
      return address(Arrays.copyOfRange(v6, 12, 16));
    }
    return starts(v6, 0x20, 0x02) ? address(Arrays.copyOfRange(v6, 2, 6)) : Optional.empty();
  }

  private static boolean starts(byte[] address, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (address[i] != (byte) prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> address(byte[] bytes) {
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }

  private static Optional<String> refusedUnless(boolean allowed, String why) {
    return allowed ? Optional.empty() : Optional.of(why);
  }
}
