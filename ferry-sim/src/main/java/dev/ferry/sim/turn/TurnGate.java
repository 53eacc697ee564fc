package dev.ferry.sim.turn;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.Integrity;
import dev.ferry.ice.stun.NonceCookie;
import dev.ferry.ice.stun.PasswordAlgorithm;
import dev.ferry.ice.stun.Seal;
import dev.ferry.ice.stun.StunKey;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.port.Randomness;
import java.util.List;
import java.util.Optional;

/** Checks the login of each request on one connection (RFC 8489 9.2.4). */
final class TurnGate {
  private static final String REALM = "relay.example";
  private static final List<PasswordAlgorithm> ALGORITHMS =
      List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5);

  private final TurnHabits habits;
  private final Randomness random;
  private String nonce = "";
  private int uses;

  TurnGate(TurnHabits habits, Randomness random) {
    this.habits = habits;
    this.random = random;
  }

  /** The answer that keeps a request out; empty when it may pass. */
  Optional<byte[]> refusal(StunPacket packet) {
    if (habits.user().isEmpty()) {
      return Optional.empty();
    }
    StunMessage request = packet.message();
    Optional<String> given = request.get(Attributes.NONCE);
    if (packet.integrity().isEmpty() || given.isEmpty()) {
      return Optional.of(challenge(request, ErrorCode.UNAUTHENTICATED, "Unauthenticated"));
    }
    if (!given.get().equals(nonce) || uses++ >= habits.nonceUses()) {
      return Optional.of(challenge(request, ErrorCode.STALE_NONCE, "Stale Nonce"));
    }
    return isUser(request) && packet.isSealedWith(key(request))
        ? Optional.empty()
        : Optional.of(challenge(request, ErrorCode.UNAUTHENTICATED, "Unauthenticated"));
  }

  private boolean isUser(StunMessage request) {
    String name = habits.user().orElseThrow().name();
    return habits.sha256()
        ? request.get(Attributes.USERHASH).equals(Optional.of(StunKey.userhash(name, REALM)))
            && request.get(Attributes.PASSWORD_ALGORITHMS).equals(Optional.of(ALGORITHMS))
        : request.get(Attributes.USERNAME).equals(Optional.of(name));
  }

  private byte[] challenge(StunMessage request, int code, String reason) {
    nonce = (habits.sha256() ? new NonceCookie(true, true).text() : "") + random.token(8);
    uses = 0;
    StunMessage error =
        request.error(code, reason).with(Attributes.REALM, REALM).with(Attributes.NONCE, nonce);
    return (habits.sha256() ? error.with(Attributes.PASSWORD_ALGORITHMS, ALGORITHMS) : error)
        .encode();
  }

  /** The wire form of the answer to a request that has passed. */
  byte[] seal(StunMessage request, StunMessage answer) {
    if (habits.user().isEmpty()) {
      return answer.encode();
    }
    Integrity integrity = habits.sha256() ? Integrity.SHA256 : Integrity.SHA1;
    return answer.encode(Seal.of(integrity, key(request)));
  }

  private StunKey key(StunMessage request) {
    TurnHabits.User user = habits.user().orElseThrow();
    PasswordAlgorithm algorithm =
        request.get(Attributes.PASSWORD_ALGORITHM).orElse(PasswordAlgorithm.MD5);
    return StunKey.longTerm(user.name(), REALM, user.password(), algorithm);
  }
}
