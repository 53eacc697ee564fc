package dev.ferry.sim.transport;

import dev.ferry.sim.network.NatKind;
import dev.ferry.sim.network.Nats;
import dev.ferry.sim.network.SimNetwork;

/** What stands between a device and the others, as the networks that people have. */
enum Neighbourhood {
  PUBLIC,
  FULL_CONE,
  RESTRICTED,
  PORT_RESTRICTED,
  REMAPPING,
  RESETTING,
  SYMMETRIC,
  CARRIER,
  SYMMETRIC_CARRIER,
  FIREWALL;

  /** Where a device of number {@code n} has its address. */
  String address(int n) {
    return this == PUBLIC || this == FIREWALL ? "198.18.1%d.10".formatted(n) : inside(n);
  }

  private static String inside(int n) {
    return "192.168.%d.10".formatted(n);
  }

  /** Puts it before a host. */
  void around(SimNetwork network, String host, int n) {
    Nats nats = network.nats();
    String home = "home of " + host;
    switch (this) {
      case PUBLIC -> {}
      case FULL_CONE -> nats.nat(home, outside(n), NatKind.FULL_CONE);
      case RESTRICTED -> nats.nat(home, outside(n), NatKind.RESTRICTED);
      case PORT_RESTRICTED -> nats.nat(home, outside(n), NatKind.PORT_RESTRICTED);
      case REMAPPING -> nats.nat(home, outside(n), NatKind.PORT_RESTRICTED.remapping());
      case RESETTING -> nats.nat(home, outside(n), NatKind.PORT_RESTRICTED.resetting());
      case SYMMETRIC -> nats.nat(home, outside(n), NatKind.SYMMETRIC);
      case CARRIER -> carrier(nats, home, n, NatKind.PORT_RESTRICTED.remapping());
      case SYMMETRIC_CARRIER -> carrier(nats, home, n, NatKind.SYMMETRIC);
      case FIREWALL -> nats.firewall(home, NatKind.FIREWALL);
    }
    if (this != PUBLIC) {
      nats.behind(host, home);
    }
  }

  private static void carrier(Nats nats, String home, int n, NatKind kind) {
    String carrier = "carrier above " + home;
    nats.nat(home, "100.64.0." + n, NatKind.PORT_RESTRICTED);
    nats.nat(carrier, outside(n), kind);
    nats.behind(home, carrier);
  }

  private static String outside(int n) {
    return "198.18.%d.2".formatted(n);
  }

  /** Whether TCP can get from one to the other without help. */
  boolean reaches(Neighbourhood other) {
    boolean open = isOpen() || other.isOpen();
    return open || !(isSymmetric() || other.isSymmetric());
  }

  private boolean isOpen() {
    return this == PUBLIC || this == FULL_CONE || this == RESTRICTED;
  }

  private boolean isSymmetric() {
    return this == SYMMETRIC || this == SYMMETRIC_CARRIER;
  }
}
