package dev.ferry.jingle;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/**
 * The name under which an offered file can be asked for again: a {@code jinglepub} (XEP-0358 2.1)
 * among the children of the file, which who does not know it leaves aside.
 */
final class Publication {
  static final String NAMESPACE = "urn:xmpp:jinglepub:1";

  private static final int LONGEST = 128;

  private Publication() {}

  /** The file with the name of its offer. */
  static Description.File with(Description.File file, String id, Jid owner) {
    return file.and(Xml.of("jinglepub", NAMESPACE).with("from", owner.toString()).with("id", id));
  }

  static boolean isOne(Xml element) {
    return element.is("jinglepub", NAMESPACE);
  }

  /** The name that a description gives, if any. */
  static Optional<String> of(Description.File file) {
    return file.unknown().stream()
        .filter(Publication::isOne)
        .flatMap(e -> name(e).stream())
        .findFirst();
  }

  /** The name that a {@code jinglepub} gives. */
  static Optional<String> name(Xml published) {
    return published.attribute("id").filter(id -> !id.isBlank() && id.length() <= LONGEST);
  }
}
