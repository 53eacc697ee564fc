package dev.ferry.ice.stun;

import java.text.Normalizer;

/**
 * How names and passwords are prepared before they are compared or hashed: the OpaqueString profile
 * (RFC 8265 4.2). What it forbids is let through: the other side decides.
 */
final class OpaqueString {
  private OpaqueString() {}

  static String of(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    var mapped = new StringBuilder();
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
        .forEach(mapped::appendCodePoint);
    return Normalizer.normalize(mapped, Normalizer.Form.NFC);
  }
}
