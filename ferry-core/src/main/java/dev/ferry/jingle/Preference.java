package dev.ferry.jingle;

import dev.ferry.Assurance.Encryption;
import java.util.List;

/**
 * Which of several protections is taken. TLS first, since its keys are made for the one connection
 * and both devices prove themselves; then OMEMO, whose keys are used once; then OpenPGP, where
 * whoever gets the key one day can read what was sent before. But once a person has compared a key
 * of the peer's, nothing is taken that rests on another key: else a server could have its own taken
 * by offering a method for which none was compared.
 *
 * @param asked what the user wants, in that order; empty when all are right
 * @param verified by which a key of the peer was compared
 */
record Preference(List<Encryption> asked, List<Encryption> verified) {
  private static final List<Encryption> ORDER =
      List.of(Encryption.XTLS, Encryption.OMEMO, Encryption.OPENPGP);

  /** The methods to try, of those that both sides are able to. */
  List<Encryption> among(List<Encryption> able) {
    List<Encryption> wanted = asked.isEmpty() ? ORDER : asked;
    return wanted.stream()
        .filter(able::contains)
        .filter(method -> !forbidsClear() || verified.contains(method))
        .toList();
  }

  /** Whether nothing but what a person has compared will do. */
  boolean forbidsClear() {
    return asked.isEmpty() && !verified.isEmpty();
  }
}
