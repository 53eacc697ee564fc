package dev.ferry.xmpp;

import dev.ferry.stanza.Xml;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a presence says of an entity's capabilities: a hash of what service discovery would say
 * (XEP-0115 4).
 *
 * @param hash the hash's algorithm, such as {@code sha-1}
 * @param node a URI that names the program
 * @param version the verification string
 */
public record Caps(String hash, String node, String version) {
  static final String NAMESPACE = "http://jabber.org/protocol/caps";
  private static final int LONGEST = 1024;

  /** The algorithms understood, by their names in Java. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha-1", "SHA-1", "sha-256", "SHA-256", "sha-512", "SHA-512");

  /**
   * The capabilities of this device; SHA-1 is what the specification fixes and protects nothing.
   */
  public static Caps of(String node, DiscoInfo info) {
    String text =
        VerificationText.of(info.toXml())
            .orElseThrow(() -> new IllegalArgumentException("cannot be hashed: " + info));
    return new Caps("sha-1", node, digest("SHA-1", text));
  }

  /** Reads a presence; empty when it says nothing of the kind, or says it in the legacy format. */
  static Optional<Caps> in(Xml presence) {
    return presence.child("c", NAMESPACE).flatMap(Caps::read);
  }

  private static Optional<Caps> read(Xml element) {
    Optional<String> hash = element.attribute("hash").filter(Caps::isSound);
    Optional<String> node = element.attribute("node").filter(Caps::isSound);
    Optional<String> version = element.attribute("ver").filter(Caps::isSound);
    return hash.flatMap(h -> node.flatMap(n -> version.map(v -> new Caps(h, n, v))));
  }

  private static boolean isSound(String value) {
    return !value.isEmpty() && value.length() <= LONGEST;
  }

  /** The {@code c} element of a presence. */
  public Xml toXml() {
    return Xml.of("c", NAMESPACE).with("hash", hash).with("node", node).with("ver", version);
  }

  /** The node under which service discovery knows these very capabilities. */
  String discoNode() {
    return node + "#" + version;
  }

  /**
   * Whether an answer of service discovery is what the hash was made of. Only then may it stand for
   * every entity with the same hash (XEP-0115 5.4).
   */
  boolean verify(Xml query) {
    return Optional.ofNullable(ALGORITHMS.get(hash))
        .flatMap(java -> VerificationText.of(query).map(text -> digest(java, text)))
        .filter(version::equals)
        .isPresent();
  }

  private static String digest(String algorithm, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
