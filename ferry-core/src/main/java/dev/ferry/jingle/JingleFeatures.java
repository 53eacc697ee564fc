package dev.ferry.jingle;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What service discovery says about Jingle file transfer (XEP-0234 10). */
public final class JingleFeatures {
  static final String HASHES = "urn:xmpp:hashes:2";

  /** Announced beside the transports' features; only SHA-256 is computed on the way. */
  private static final List<String> OWN =
      List.of(
          "http://jabber.org/protocol/disco#info",
          JingleCodec.NAMESPACE,
          FileDescriptionCodec.NAMESPACE,
          FileDescriptionCodec.VERSION_4,
          HASHES,
          "urn:xmpp:hash-function-text-names:sha-256");

  private JingleFeatures() {}

  /** What this device announces with these transports in use. */
  public static List<String> with(TransportChoice choice) {
    return Stream.concat(OWN.stream(), choice.features().stream()).toList();
  }

  /** Whether a device with these features can be offered a file. */
  public static boolean canReceive(Set<String> features) {
    return features.contains(FileDescriptionCodec.NAMESPACE)
        || features.contains(FileDescriptionCodec.VERSION_4);
  }
}
