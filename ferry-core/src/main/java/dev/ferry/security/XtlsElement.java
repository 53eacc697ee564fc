package dev.ferry.security;

import dev.ferry.stanza.Xml;
import java.util.Optional;

/**
 * The {@code security} element of XTLS as Gajim writes it: the fingerprint of the sender's
 * certificate and the method {@code x509}.
 *
 * @param mutual whether its sender shows and demands a certificate on every connection, which
 *     clients other than Ferry do not: an element of our own that they ignore
 */
public record XtlsElement(Fingerprint fingerprint, boolean mutual) {
  public static final String NAMESPACE = "urn:xmpp:jingle:security:xtls:0";

  /** Also announced in service discovery. */
  public static final String MUTUAL = "urn:dev:ferry:xtls:0";

  private static final String METHOD = "x509";

  /** Whether it is XTLS at all. */
  public static boolean isOne(Xml element) {
    return element.is("security", NAMESPACE);
  }

  /** Reads it; empty when it lacks a strong fingerprint or names no method that is known. */
  public static Optional<XtlsElement> read(Xml element) {
    boolean known =
        isOne(element)
            && element.all("method").stream()
                .anyMatch(m -> m.attribute("name").filter(METHOD::equals).isPresent());
    return element
        .childText("fingerprint")
        .filter(_ -> known)
        .flatMap(Fingerprint::parse)
        .map(print -> new XtlsElement(print, isMutual(element)));
  }

  /** Whether an element promises certificates from both sides. */
  public static boolean isMutual(Xml element) {
    return element.child("mutual", MUTUAL).isPresent();
  }

  Xml write() {
    Xml element =
        Xml.of("security", NAMESPACE)
            .with(Xml.of("fingerprint", NAMESPACE).withText(fingerprint.text()))
            .with(Xml.of("method", NAMESPACE).with("name", METHOD));
    return mutual ? element.with(Xml.of("mutual", MUTUAL)) : element;
  }
}
