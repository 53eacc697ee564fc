package dev.ferry.ice.stun;

import java.util.Base64;
import java.util.Optional;

/**
 * What a server of RFC 8489 says in the beginning of its nonce, where nobody in between can take it
 * away unnoticed (9.2, 18.1).
 *
 * @param passwordAlgorithms whether it listed the password algorithms it takes
 * @param usernameAnonymity whether it wants the user's name hashed
 */
public record NonceCookie(boolean passwordAlgorithms, boolean usernameAnonymity) {
  private static final String START = "obMatJos2";
  private static final int LENGTH = START.length() + 4;

  /** The cookie of a nonce; empty for servers of before RFC 8489. */
  public static Optional<NonceCookie> of(String nonce) {
    if (nonce.length() < LENGTH || !nonce.startsWith(START)) {
      return Optional.empty();
    }
    try {
      byte first = Base64.getDecoder().decode(nonce.substring(START.length(), LENGTH))[0];
      return Optional.of(new NonceCookie((first & 0x80) != 0, (first & 0x40) != 0));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The text that a nonce begins with. */
  public String text() {
    byte[] features = {
      (byte) ((passwordAlgorithms ? 0x80 : 0) | (usernameAnonymity ? 0x40 : 0)), 0, 0
    };
    return START + Base64.getEncoder().encodeToString(features);
  }
}
