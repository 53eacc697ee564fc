package dev.ferry.omemo;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.whispersystems.libsignal.IdentityKey;

/**
 * A device's identity key as people compare it: 64 hexadecimal digits, which other clients show in
 * eight groups too.
 */
public record KeyPrint(String digits) {
  private static final int DIGITS = 64;
  private static final int GROUP = 8;

  /** Reads what a person typed; with spaces or without, in either case. */
  public static Optional<KeyPrint> parse(String typed) {
    String digits = typed.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
    return digits.length() == DIGITS && digits.chars().allMatch(HexFormat::isHexDigit)
        ? Optional.of(new KeyPrint(digits))
        : Optional.empty();
  }

  static KeyPrint of(IdentityKey key) {
    byte[] bytes = key.serialize();
    return new KeyPrint(HexFormat.of().formatHex(bytes, 1, bytes.length));
  }

  /** In groups, as other clients show it. */
  @Override
  public String toString() {
    return digits.replaceAll("(.{" + GROUP + "})(?!$)", "$1 ");
  }
}
