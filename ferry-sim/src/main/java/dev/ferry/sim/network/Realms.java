package dev.ferry.sim.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who is behind which NAT, and where the question to connect ends up. Guarded by the network's
 * monitor.
 */
final class Realms {
  private final Supplier<Stream<SimHost>> hosts;
  private final Map<String, Nat> nats = new HashMap<>();
  private final Map<String, Nat> above = new HashMap<>();

  /** A question on its way, as it looks where it is now. */
  record Flight(
      SimHost host,
      InetSocketAddress source,
      InetSocketAddress to,
      InetSocketAddress seen,
      Optional<Nat> realm,
      boolean hairpin,
      List<Crossing> crossed) {
    /** A NAT on the way out, and how the question looked behind it. */
    record Crossing(Nat nat, InetSocketAddress seen) {}

    /** The answer was a reset. */
    void reset() {
      crossed.forEach(c -> c.nat().forget(c.seen(), to));
    }
  }

  /** Where a question ends up. */
  sealed interface Landing {
    /**
     * At a host.
     *
     * @param at where it is asked, as the host knows it
     */
    record At(SimHost host, InetSocketAddress at) implements Landing {}

    /** Nowhere; nothing comes back. */
    record Lost() implements Landing {}

    /** A NAT answers with a reset. */
    record Reset(String by) implements Landing {}
  }

  Realms(Supplier<Stream<SimHost>> hosts) {
    this.hosts = hosts;
  }

  void add(Nat nat) {
    if (nats.putIfAbsent(nat.name(), nat) != null) {
      throw new IllegalArgumentException("there is a NAT " + nat.name() + " already");
    }
  }

  void put(String inside, String nat) {
    above.put(inside, Optional.ofNullable(nats.get(nat)).orElseThrow());
  }

  boolean isEmpty() {
    return nats.isEmpty();
  }

  private Optional<Nat> above(String name, InetAddress address) {
    return Optional.ofNullable(above.get(name)).filter(n -> n.covers(address));
  }

  /** A question leaves a host. */
  Flight launch(SimHost host, InetSocketAddress source, InetSocketAddress to) {
    List<Flight.Crossing> crossed = new ArrayList<>();
    Optional<Nat> realm = above(host.name(), to.getAddress());
    InetSocketAddress seen = source;
    while (realm.isPresent() && !isIn(realm, to.getAddress())) {
      Nat nat = realm.get();
      seen = nat.leave(seen, to);
      crossed.add(new Flight.Crossing(nat, seen));
      if (nat.hasOutside(to.getAddress())) {
        return new Flight(host, source, to, seen, realm, true, crossed);
      }
      realm = above(nat.name(), to.getAddress());
    }
    return new Flight(host, source, to, seen, realm, false, crossed);
  }

  /** Whether somebody in this realm has the address. */
  private boolean isIn(Optional<Nat> realm, InetAddress address) {
    return host(realm, address).isPresent() || nat(realm, address).isPresent();
  }

  private Optional<SimHost> host(Optional<Nat> realm, InetAddress address) {
    return hosts
        .get()
        .filter(h -> h.has(address) && above(h.name(), address).equals(realm))
        .findFirst();
  }

  /** The NAT in this realm that has the address, or behind which it lies as it is. */
  private Optional<Nat> nat(Optional<Nat> realm, InetAddress address) {
    return nats.values().stream()
        .filter(n -> n.covers(address) && above(n.name(), address).equals(realm))
        .filter(n -> n.kind().translates() ? n.hasOutside(address) : isIn(Optional.of(n), address))
        .findFirst();
  }

  /** The name of what answers there as seen from the question's realm, for the line to it. */
  Optional<String> ahead(Flight flight) {
    if (flight.hairpin()) {
      return flight.realm().map(Nat::name);
    }
    InetAddress to = flight.to().getAddress();
    return host(flight.realm(), to)
        .map(SimHost::name)
        .or(() -> nat(flight.realm(), to).map(Nat::name));
  }

  /** The question arrives. */
  Landing land(Flight flight) {
    Optional<Nat> realm = flight.realm();
    InetSocketAddress at = flight.to();
    if (flight.hairpin()) {
      Nat nat = realm.orElseThrow();
      Optional<InetSocketAddress> inside = nat.inside(at).filter(_ -> nat.kind().hairpin());
      if (inside.isEmpty()) {
        return new Landing.Reset(nat.name());
      }
      at = inside.get();
    }
    for (Optional<Nat> nat = nat(realm, at.getAddress());
        nat.isPresent();
        nat = nat(realm, at.getAddress())) {
      Optional<InetSocketAddress> inside = nat.get().enter(at, flight.seen());
      if (inside.isEmpty()) {
        return nat.get().kind().resets() ? new Landing.Reset(nat.get().name()) : new Landing.Lost();
      }
      at = inside.get();
      realm = nat;
    }
    InetSocketAddress there = at;
    return host(realm, there.getAddress())
        .<Landing>map(h -> new Landing.At(h, there))
        .orElseGet(Landing.Lost::new);
  }
}
