package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.xmpp.Bits;
import java.util.List;
import java.util.stream.Stream;

/** What service discovery says about Jingle file transfer (XEP-0234 10). */
public final class JingleFeatures {
  /**
   * Announced beside the transports' features. Every digest of {@code Digests.KNOWN} is understood,
   * but the cheapest alone is announced: some senders take the strongest that they find here, and
   * each of the others runs at less than half the speed of SHA-256, beside it.
   */
  private static final List<String> OWN =
      List.of(
          JingleCodec.NAMESPACE,
          FileDescriptionCodec.NAMESPACE,
          FileDescriptionCodec.VERSION_4,
          FolderDescriptionCodec.NAMESPACE,
          PeerFeatures.DIGESTS,
          Thumbnails.NAMESPACE,
          Publication.NAMESPACE,
          Bits.NAMESPACE,
          PeerFeatures.ALGORITHM + Hashes.SHA_256);

  private JingleFeatures() {}

  /** What this device announces with these transports in use. */
  public static List<String> with(TransportChoice choice) {
    return Stream.concat(OWN.stream(), choice.features().stream()).toList();
  }
}
