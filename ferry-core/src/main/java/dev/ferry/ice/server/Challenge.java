package dev.ferry.ice.server;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.NonceCookie;
import dev.ferry.ice.stun.PasswordAlgorithm;
import dev.ferry.ice.stun.StunMessage;
import java.util.List;
import java.util.Optional;

/**
 * What a server gave us to prove ourselves with (RFC 8489 9.2).
 *
 * @param algorithms those the server offers, in its order; empty when it offers no choice
 */
record Challenge(String realm, String nonce, List<PasswordAlgorithm> algorithms) {
  Challenge {
    algorithms = List.copyOf(algorithms);
  }

  /** The one in an error 401 or 438; empty when there is none to go on with. */
  static Optional<Challenge> of(StunMessage error, Optional<Challenge> before) {
    Optional<String> realm = error.get(Attributes.REALM).or(() -> before.map(Challenge::realm));
    Optional<String> nonce = error.get(Attributes.NONCE);
    if (realm.isEmpty() || nonce.isEmpty()) {
      return Optional.empty();
    }
    List<PasswordAlgorithm> offered = error.get(Attributes.PASSWORD_ALGORITHMS).orElse(List.of());
    return Optional.of(new Challenge(realm.get(), nonce.get(), offered))
        .filter(c -> !c.wasStripped() && (offered.isEmpty() || c.algorithm().isPresent()));
  }

  /** Whether somebody took away the algorithms that the nonce speaks of. */
  private boolean wasStripped() {
    return algorithms.isEmpty() && cookie().map(NonceCookie::passwordAlgorithms).orElse(false);
  }

  /** The first of the server's algorithms that is known here; empty when it offers no choice. */
  Optional<PasswordAlgorithm> algorithm() {
    return algorithms.stream().filter(PasswordAlgorithm::known).findFirst();
  }

  boolean hidesUsers() {
    return cookie().map(NonceCookie::usernameAnonymity).orElse(false);
  }

  private Optional<NonceCookie> cookie() {
    return NonceCookie.of(nonce);
  }
}
