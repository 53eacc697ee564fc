package dev.ferry.security;

import dev.ferry.stanza.Xml;
import java.util.Optional;

/**
 * The {@code security} element of JET (XEP-0391 4). It names its content, as the XEP and
 * Conversations want; that of Dino does not, and is read all the same.
 *
 * @param type the namespace of the envelope
 * @param records whether the bytes go as records in both directions, which is Ferry's own way
 */
public record JetElement(String type, String cipher, boolean records, Optional<Xml> envelope) {
  public static final String NAMESPACE = "urn:xmpp:jingle:jet:0";

  /** Also announced in service discovery. */
  public static final String RECORDS = "urn:dev:ferry:jet:0";

  private static final int LONGEST = 1024;

  /** Whether it is JET at all. */
  public static boolean isOne(Xml element) {
    return element.is("security", NAMESPACE);
  }

  /** Reads it; empty when it does not say what it is. */
  static Optional<JetElement> read(Xml element) {
    Optional<String> type = word(element, "type");
    Optional<String> cipher = word(element, "cipher");
    if (!isOne(element) || type.isEmpty() || cipher.isEmpty()) {
      return Optional.empty();
    }
    Optional<Xml> envelope = element.first(c -> c.namespace().equals(type.get()));
    return Optional.of(new JetElement(type.get(), cipher.get(), hasRecords(element), envelope));
  }

  private static Optional<String> word(Xml element, String attribute) {
    return element.attribute(attribute).filter(w -> w.length() <= LONGEST);
  }

  /** Whether an element says that records go in both directions. */
  public static boolean hasRecords(Xml element) {
    return element.child("records", RECORDS).isPresent();
  }

  /** What an answer says of it. */
  JetElement withoutEnvelope() {
    return new JetElement(type, cipher, records, Optional.empty());
  }

  Xml write(String content) {
    Xml element =
        Xml.of("security", NAMESPACE)
            .with("name", content)
            .with("cipher", cipher)
            .with("type", type)
            .with(envelope.stream().toList());
    return records ? element.with(Xml.of("records", RECORDS)) : element;
  }
}
