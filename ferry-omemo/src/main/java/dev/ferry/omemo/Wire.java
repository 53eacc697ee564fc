package dev.ferry.omemo;

import dev.ferry.stanza.Xml;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/** What OMEMO's elements have in common; reading never throws. */
final class Wire {
  static final String NAMESPACE = "eu.siacs.conversations.axolotl";

  private static final Base64.Encoder BASE64 = Base64.getEncoder();
  private static final Base64.Decoder LENIENT = Base64.getMimeDecoder();

  private Wire() {}

  /** A device id or the id of a key: 31 bits (XEP-0384 4.1); some programs count keys from 0. */
  static OptionalInt id(Optional<String> text, int least) {
    return text.filter(t -> t.length() <= 10 && !t.isEmpty())
        .filter(t -> t.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(Long::parseLong)
        .filter(n -> n >= least && n <= Integer.MAX_VALUE)
        .map(n -> OptionalInt.of(n.intValue()))
        .orElse(OptionalInt.empty());
  }

  static OptionalInt device(Optional<String> text) {
    return id(text, 1);
  }

  static String write(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  /** Bytes in base64, with white space or without; empty when there are none, or too many. */
  static Optional<byte[]> bytes(String text, int most) {
    if (text.length() > 2 * most + 64) {
      return Optional.empty();
    }
    try {
      byte[] bytes = LENIENT.decode(text);
      return bytes.length == 0 || bytes.length > most ? Optional.empty() : Optional.of(bytes);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  static Optional<byte[]> bytes(Optional<Xml> element, int most) {
    return element.flatMap(e -> bytes(e.text(), most));
  }

  static Xml element(String name) {
    return Xml.of(name, NAMESPACE);
  }
}
