package dev.ferry.sim.turn;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a simulated server is like.
 *
 * @param user who may log in, with the password; empty lets everybody in without asking
 * @param nonceUses requests after which the nonce of a connection is stale
 * @param sha256 whether it offers the password algorithms of RFC 8489 and hides users
 * @param relays whether it has TCP allocations at all
 * @param earlyBytes what it keeps of what a peer sends before its connection is bound; the rest is
 *     dropped
 * @param elsewhere where it sends all who ask (RFC 8489 10)
 */
public record TurnHabits(
    Optional<User> user,
    int nonceUses,
    boolean sha256,
    boolean relays,
    int earlyBytes,
    Optional<InetSocketAddress> elsewhere) {
  /** A login. */
  public record User(String name, String password) {}

  /** What most servers are like. */
  public static final TurnHabits USUAL =
      new TurnHabits(
          Optional.of(new User("user", "pass")), 1000, false, true, 16 * 1024, Optional.empty());

  /** A server that only tells addresses. */
  public static final TurnHabits STUN_ONLY =
      new TurnHabits(Optional.empty(), 1000, false, false, 0, Optional.empty());

  public TurnHabits withNonceUses(int uses) {
    return new TurnHabits(user, uses, sha256, relays, earlyBytes, elsewhere);
  }

  public TurnHabits sending(InetSocketAddress elsewhere) {
    return new TurnHabits(user, nonceUses, sha256, relays, earlyBytes, Optional.of(elsewhere));
  }

  public TurnHabits withSha256() {
    return new TurnHabits(user, nonceUses, true, relays, earlyBytes, elsewhere);
  }

  public TurnHabits withUser(String name, String password) {
    return new TurnHabits(
        Optional.of(new User(name, password)), nonceUses, sha256, relays, earlyBytes, elsewhere);
  }
}
