package dev.ferry.xmpp;

import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.DiscoInfo.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;

/** Entity capabilities (XEP-0115): a hash of what service discovery would say, for presence. */
public final class Caps {
  private static final String NAMESPACE = "http://jabber.org/protocol/caps";

  private Caps() {}

  /**
   * The {@code c} element of our presence.
   *
   * @param node a URI that names the program
   */
  public static Xml element(String node, DiscoInfo info) {
    return Xml.of("c", NAMESPACE)
        .with("hash", "sha-1")
        .with("node", node)
        .with("ver", version(info));
  }

  /** The verification string (XEP-0115 5.1), SHA-1 as the XEP fixes it; it protects nothing. */
  static String version(DiscoInfo info) {
    var text = new StringBuilder();
    info.identities().stream()
        .sorted(
            Comparator.comparing(Identity::category)
                .thenComparing(Identity::type)
                .thenComparing(Identity::language))
        .forEach(i ->
            text.append("%s/%s/%s/%s<".formatted(i.category(), i.type(), i.language(), i.name())));
    info.features().forEach(f -> text.append(f).append('<'));
    byte[] hash = sha1().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }
}
