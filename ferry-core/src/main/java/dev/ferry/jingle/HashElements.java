package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Digests as elements among the children of another one (XEP-0300 3).
 *
 * <p>A digest that is no base64, or has not the length of its algorithm, is left out: it could
 * prove nothing. Algorithms not known here are kept with whatever length they have.
 */
final class HashElements {
  static final String NAMESPACE = "urn:xmpp:hashes:2";

  /** The namespace used together with file-transfer:4. */
  static final String OLDER_NAMESPACE = "urn:xmpp:hashes:1";

  /** Hostile peers could send thousands; no sincere one knows more algorithms. */
  private static final int MOST_HASHES = 16;

  private static final String REGISTERED_BLAKE = "id-blake2b";
  private static final String BLAKE = "blake2b-";
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DIGEST = 256;
  private static final int LONGEST_TEXT = 4 * LONGEST_DIGEST;

  private static final Map<String, Integer> BYTES =
      Map.ofEntries(
          Map.entry("md5", 16),
          Map.entry("sha-1", 20),
          Map.entry("sha-224", 28),
          Map.entry("sha-256", 32),
          Map.entry("sha-384", 48),
          Map.entry("sha-512", 64),
          Map.entry("sha3-224", 28),
          Map.entry("sha3-256", 32),
          Map.entry("sha3-384", 48),
          Map.entry("sha3-512", 64),
          Map.entry("blake2b-256", 32),
          Map.entry("blake2b-512", 64));

  private HashElements() {}

  static boolean isOne(Xml element) {
    return element.namespace().equals(NAMESPACE) || element.namespace().equals(OLDER_NAMESPACE);
  }

  /** The digests among the children; of two for one algorithm the first. */
  static Hashes read(Xml parent) {
    var hashes = new LinkedHashMap<String, String>();
    for (Xml child : parent.children()) {
      Optional<String> algorithm = algorithm(child).filter(_ -> child.name().equals("hash"));
      Optional<String> hex = algorithm.flatMap(a -> digest(a, child));
      if (hex.isPresent() && hashes.size() < MOST_HASHES) {
        hashes.putIfAbsent(algorithm.orElseThrow(), hex.get());
      }
    }
    return new Hashes(hashes);
  }

  /** The algorithms whose digest is promised: {@code hash-used}, or a {@code hash} left empty. */
  static List<String> promised(Xml parent) {
    List<String> algorithms = new ArrayList<>();
    for (Xml child : parent.children()) {
      boolean empty = child.name().equals("hash") && child.text().isBlank();
      algorithm(child)
          .filter(_ -> empty || child.name().equals("hash-used"))
          .filter(a -> algorithms.size() < MOST_HASHES && !algorithms.contains(a))
          .ifPresent(algorithms::add);
    }
    return algorithms;
  }

  private static Optional<String> algorithm(Xml element) {
    return element
        .attribute("algo")
        .filter(_ -> isOne(element))
        .map(a -> name(a.strip().toLowerCase(Locale.ROOT)))
        .filter(a -> !a.isEmpty() && a.length() <= LONGEST_NAME);
  }

  /** The registry of names has {@code id-blake2b256} for what XEP-0300 calls blake2b-256. */
  private static String name(String written) {
    return written.startsWith(REGISTERED_BLAKE)
        ? BLAKE + written.substring(REGISTERED_BLAKE.length())
        : written;
  }

  private static Optional<String> digest(String algorithm, Xml element) {
    // Some write base64 in lines, and XML may be indented.
    String text = element.text().replaceAll("\\s", "");
    Optional<byte[]> bytes = base64(text).filter(b -> fits(algorithm, b));
    if (bytes.isEmpty() && element.namespace().equals(OLDER_NAMESPACE)) {
      // The specification's own examples of that time have hexadecimal digits here.
      bytes = hexadecimal(text).filter(b -> fits(algorithm, b));
    }
    return bytes.map(HexFormat.of()::formatHex);
  }

  private static boolean fits(String algorithm, byte[] digest) {
    int length = BYTES.getOrDefault(algorithm, digest.length);
    return digest.length == length && length > 0 && length <= LONGEST_DIGEST;
  }

  private static Optional<byte[]> base64(String text) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> hexadecimal(String text) {
    try {
      return Optional.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException notHexadecimal) {
      return Optional.empty();
    }
  }

  static List<Xml> write(Hashes hashes, String namespace) {
    return hashes.byAlgorithm().entrySet().stream()
        .map(h -> Xml.of("hash", namespace).with("algo", h.getKey()).withText(base64(h)))
        .toList();
  }

  private static String base64(Map.Entry<String, String> hash) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash.getValue()));
  }

  /** Promises of digests; the older namespace knows them only as a {@code hash} left empty. */
  static List<Xml> write(List<String> promised, String namespace) {
    String name = namespace.equals(NAMESPACE) ? "hash-used" : "hash";
    return promised.stream().map(a -> Xml.of(name, namespace).with("algo", a)).toList();
  }
}
