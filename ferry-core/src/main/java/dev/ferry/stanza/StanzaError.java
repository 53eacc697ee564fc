package dev.ferry.stanza;

import java.util.Optional;

/**
 * Why a stanza was refused (RFC 6120 8.3).
 *
 * @param type {@code cancel}, {@code modify}, {@code wait}, {@code auth} or what the peer wrote
 * @param condition the defined condition, such as {@code item-not-found}
 * @param specific the application's own condition, such as Jingle's {@code out-of-order}
 */
public record StanzaError(
    String type, String condition, Optional<Xml> specific, Optional<String> text) {
  private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-stanzas";

  public static StanzaError of(String type, String condition) {
    return new StanzaError(type, condition, Optional.empty(), Optional.empty());
  }

  public StanzaError specific(String name, String namespace) {
    return new StanzaError(type, condition, Optional.of(Xml.of(name, namespace)), text);
  }

  /** Whether the error carries this application-specific condition. */
  public boolean says(String specificName) {
    return specific.map(Xml::name).filter(specificName::equals).isPresent();
  }

  /** The {@code error} child of a stanza. */
  public Xml toXml() {
    Xml error = Xml.of("error", Iq.NAMESPACE).with("type", type).with(Xml.of(condition, NAMESPACE));
    Xml described = text.map(t -> error.with(Xml.of("text", NAMESPACE).withText(t))).orElse(error);
    return specific.map(described::with).orElse(described);
  }

  /** Reads the {@code error} child of a stanza; one that is absent or odd reads as undefined. */
  public static StanzaError in(Xml stanza) {
    Xml error = stanza.first(c -> c.name().equals("error")).orElse(Xml.of("error", ""));
    return new StanzaError(
        error.attribute("type").orElse("cancel"),
        error
            .first(c -> c.namespace().equals(NAMESPACE) && !c.name().equals("text"))
            .map(Xml::name)
            .orElse("undefined-condition"),
        error.first(c -> !c.namespace().equals(NAMESPACE)),
        error.child("text", NAMESPACE).map(Xml::text));
  }

  @Override
  public String toString() {
    return condition
        + specific.map(s -> "/" + s.name()).orElse("")
        + text.map(t -> " (" + t + ")").orElse("");
  }
}
