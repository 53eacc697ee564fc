package dev.ferry.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Percent escapes in names (RFC 3986, 2.1), as some clients send them although nothing asks for it.
 *
 * <p>An escape counts only when its bytes are one character of UTF-8; a percent sign of any other
 * kind is a percent sign.
 */
final class PercentEscapes {
  private static final int LONGEST_CHARACTER = 4;

  private PercentEscapes() {}

  /** Decodes once. */
  static String decode(String name) {
    StringBuilder decoded = new StringBuilder(name.length());
    int i = 0;
    while (i < name.length()) {
      Optional<String> character = characterAt(name, i);
      decoded.append(character.orElse(name.substring(i, i + 1)));
      i += character.map(c -> 3 * c.getBytes(StandardCharsets.UTF_8).length).orElse(1);
    }
    return decoded.toString();
  }

  /** Breaks what a second decoding would decode: {@code %2e} becomes {@code _2e}. */
  static String disarm(String name) {
    StringBuilder harmless = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      if (characterAt(name, i).isPresent()) {
        harmless.setCharAt(i, '_');
      }
    }
    return harmless.toString();
  }

  private static Optional<String> characterAt(String name, int start) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_CHARACTER);
    for (int i = start; bytes.hasRemaining() && isEscape(name, i); i += 3) {
      bytes.put((byte) Integer.parseInt(name, i + 1, i + 3, 16));
      Optional<String> character = decoded(bytes);
      if (character.isPresent()) {
        return character;
      }
    }
    return Optional.empty();
  }

  private static boolean isEscape(String name, int i) {
    return i + 2 < name.length()
        && name.charAt(i) == '%'
        && isHex(name.charAt(i + 1))
        && isHex(name.charAt(i + 2));
  }

  private static boolean isHex(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }

  private static Optional<String> decoded(ByteBuffer bytes) {
    try {
      ByteBuffer whole = bytes.duplicate().flip();
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(whole).toString());
    } catch (CharacterCodingException incomplete) {
      return Optional.empty();
    }
  }
}
