package dev.ferry.openpgp;

import java.util.Locale;
import java.util.Optional;

/**
 * Fingerprints of OpenPGP keys of version 4: 40 hexadecimal digits in upper case (XEP-0373 4.1).
 */
public final class Fingerprints {
  private static final int DIGITS = 40;
  private static final int GROUP = 4;

  private Fingerprints() {}

  /** Reads what a person typed, with spaces or colons between the digits or without. */
  public static Optional<String> parse(String typed) {
    String digits = typed.replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT);
    return digits.length() == DIGITS && digits.matches("[0-9A-F]+")
        ? Optional.of(digits)
        : Optional.empty();
  }

  /** In groups, for people to compare. */
  public static String shown(String fingerprint) {
    StringBuilder words = new StringBuilder();
    for (int at = 0; at < fingerprint.length(); at += GROUP) {
      words.append(at == 0 ? "" : " ");
      words.append(fingerprint, at, Math.min(fingerprint.length(), at + GROUP));
    }
    return words.toString();
  }
}
