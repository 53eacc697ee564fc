package dev.ferry.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The 256 words of codes, one for each byte. No two begin with the same three letters, and no two
 * are fewer than three typing errors apart.
 */
final class Words {
  /** So many letters tell a word. */
  static final int TELLING = 3;

  private static final List<String> ALL = read();

  private Words() {}

  static List<String> all() {
    return ALL;
  }

  static String of(byte number) {
    return ALL.get(Byte.toUnsignedInt(number));
  }

  /** The word that somebody typed, or of which they typed the first three letters or more. */
  static Optional<String> complete(String typed) {
    String start = typed.toLowerCase(Locale.ROOT);
    return start.length() < TELLING
        ? Optional.empty()
        : ALL.stream().filter(word -> word.startsWith(start)).findFirst();
  }

  private static List<String> read() {
    try (InputStream in =
        Objects.requireNonNull(Words.class.getResourceAsStream("words.txt"), "words.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the words of codes cannot be read", e);
    }
  }
}
