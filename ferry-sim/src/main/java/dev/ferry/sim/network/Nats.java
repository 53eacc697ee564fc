package dev.ferry.sim.network;

import java.net.InetAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The NATs and firewalls of a network. Any task may call. Once there is one, all connects are
 * handshakes that may get lost on the way.
 */
public final class Nats {
  private final Guarded guarded;
  private final Realms realms;
  private final RandomGenerator dice;

  Nats(Guarded guarded, Realms realms, RandomGenerator dice) {
    this.guarded = guarded;
    this.realms = realms;
    this.dice = dice;
  }

  /**
   * A NAT: those behind it are seen outside at its address.
   *
   * @param outside a literal address of IPv4; IPv6 passes by
   */
  public void nat(String name, String outside, NatKind kind) {
    add(name, Optional.of(InetAddress.ofLiteral(outside)), kind);
  }

  /** A firewall: those behind it keep their addresses, but not everybody gets in. */
  public void firewall(String name, NatKind kind) {
    add(name, Optional.empty(), kind);
  }

  private void add(String name, Optional<InetAddress> outside, NatKind kind) {
    guarded.monitor().change(() -> realms.add(new Nat(name, outside, kind, dice)));
  }

  /** Puts a host, or a NAT, behind a NAT. */
  public void behind(String inside, String nat) {
    guarded.monitor().change(() -> realms.put(inside, nat));
  }
}
