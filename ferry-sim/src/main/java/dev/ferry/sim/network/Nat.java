package dev.ferry.sim.network;

import dev.ferry.sim.network.NatKind.Dependence;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A NAT or a firewall: its mappings, and who may come in. Guarded by the network's monitor. */
final class Nat {
  private static final int LOWEST_PORT = 1024;

  /** What leaves from {@code inside} towards {@code key} has the outside port {@code port}. */
  private record Mapping(InetSocketAddress inside, String key, int port) {}

  private final String name;
  private final Optional<InetAddress> outside;
  private final NatKind kind;
  private final RandomGenerator dice;
  private final List<Mapping> mappings = new ArrayList<>();
  private final Set<String> allowed = new HashSet<>();

  /**
   * @param outside its address; empty for a firewall
   */
  Nat(String name, Optional<InetAddress> outside, NatKind kind, RandomGenerator dice) {
    this.name = name;
    this.outside = outside;
    this.kind = kind;
    this.dice = dice;
  }

  String name() {
    return name;
  }

  NatKind kind() {
    return kind;
  }

  /** Whether it stands between the inside and such addresses: a NAT knows nothing but IPv4. */
  boolean covers(InetAddress address) {
    return outside.isEmpty() || address instanceof Inet4Address;
  }

  boolean hasOutside(InetAddress address) {
    return outside.filter(address::equals).isPresent();
  }

  /** Something leaves: how it looks outside. */
  InetSocketAddress leave(InetSocketAddress inside, InetSocketAddress to) {
    InetSocketAddress seen =
        outside.map(o -> new InetSocketAddress(o, map(inside, to))).orElse(inside);
    allowed.add(permission(seen, to));
    return seen;
  }

  private int map(InetSocketAddress inside, InetSocketAddress to) {
    String key = key(kind.mapping(), to);
    for (Mapping mapping : mappings) {
      if (mapping.inside().equals(inside) && mapping.key().equals(key)) {
        return mapping.port();
      }
    }
    int port = inside.getPort();
    while (!kind.keepsPorts() && port == inside.getPort() || taken(port)) {
      port = LOWEST_PORT + dice.nextInt(65_536 - LOWEST_PORT);
    }
    mappings.add(new Mapping(inside, key, port));
    return port;
  }

  private boolean taken(int port) {
    return mappings.stream().anyMatch(m -> m.port() == port);
  }

  /** Something wants in: where it goes inside, if it may. */
  Optional<InetSocketAddress> enter(InetSocketAddress at, InetSocketAddress from) {
    return allowed.contains(permission(at, from)) ? inside(at) : Optional.empty();
  }

  /** Where an outside place leads. */
  Optional<InetSocketAddress> inside(InetSocketAddress at) {
    return outside.isEmpty()
        ? Optional.of(at)
        : mappings.stream().filter(m -> m.port() == at.getPort()).map(Mapping::inside).findFirst();
  }

  /** A reset came back: the hole is closed. */
  void forget(InetSocketAddress seen, InetSocketAddress to) {
    if (kind.filtering() == Dependence.ADDRESS_AND_PORT) {
      allowed.remove(permission(seen, to));
    }
  }

  private String permission(InetSocketAddress seen, InetSocketAddress other) {
    return seen + " " + key(kind.filtering(), other);
  }

  private static String key(Dependence on, InetSocketAddress other) {
    return switch (on) {
      case NOTHING -> "";
      case ADDRESS -> other.getAddress().getHostAddress();
      case ADDRESS_AND_PORT -> Addresses.text(other);
    };
  }
}
