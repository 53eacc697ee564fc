package dev.ferry.security;

import dev.ferry.stanza.Xml;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The {@code pubkeys} element in which clients hand out their certificates (XEP-0189 in the form
 * that Gajim speaks).
 */
final class PublishedKeys {
  static final String NAMESPACE = "urn:xmpp:pubkey:2";
  static final String NAME = "pubkeys";

  /** Gajim compares by name. */
  private static final String KIND = "CertificateHash";

  private static final int MOST = 16;
  private static final int LONGEST = 64 << 10;
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PublishedKeys() {}

  static Xml request() {
    return Xml.of(NAME, NAMESPACE);
  }

  /** The answer; Gajim puts the text as it is between two lines of its own, so it ends with one. */
  static Xml write(X509Certificate certificate) {
    try {
      String lines = LINES.encodeToString(certificate.getEncoded()) + "\n";
      return Xml.of(NAME, NAMESPACE)
          .with(
              Xml.of("keyinfo", NAMESPACE)
                  .with(Xml.of("name", NAMESPACE).withText(KIND))
                  .with(Xml.of("x509cert", NAMESPACE).withText(lines)));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /** The certificates in an answer; what cannot be read is left out. */
  static List<X509Certificate> read(Xml answer) {
    List<X509Certificate> found = new ArrayList<>();
    for (Xml info : answer.all("keyinfo")) {
      if (found.size() < MOST) {
        info.childText("x509cert")
            .filter(text -> text.length() <= LONGEST)
            .flatMap(PublishedKeys::certificate)
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<X509Certificate> certificate(String text) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      var factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificate(new ByteArrayInputStream(bytes))
              instanceof X509Certificate c
          ? Optional.of(c)
          : Optional.empty();
    } catch (IllegalArgumentException | CertificateException nonsense) {
      return Optional.empty();
    }
  }
}
