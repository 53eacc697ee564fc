package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.PublicKeyInfo;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Certificates as texts, and what is read in one of them. Throws nothing at strangers' bytes. */
public final class Certificates {
  /** Beyond this nobody's certificates go; more of them are not looked at. */
  static final int MOST = 5;

  private static final String LABEL = "CERTIFICATE";

  private Certificates() {}

  /**
   * Reads certificates in PEM, one after the other; at most one more than {@link #MOST}. Those that
   * cannot be read make the whole list empty.
   */
  public static List<X509Certificate> read(String pem) {
    List<X509Certificate> found = new ArrayList<>();
    for (Bytes der : Pem.read(LABEL, pem, MOST + 1)) {
      Optional<X509Certificate> certificate = certificate(der);
      if (certificate.isEmpty()) {
        return List.of();
      }
      found.add(certificate.get());
    }
    return List.copyOf(found);
  }

  private static Optional<X509Certificate> certificate(Bytes der) {
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(der.toByteArray());
      return CertificateFactory.getInstance("X.509").generateCertificate(in)
                  instanceof X509Certificate certificate
              && in.available() == 0
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException noCertificate) {
      return Optional.empty();
    }
  }

  /** The certificates in PEM, in their order. */
  public static String pem(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        text.append(Pem.write(LABEL, certificate.getEncoded()));
      }
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("a certificate that was read can be written", impossible);
    }
    return text.toString();
  }

  /** The key that a certificate is for. */
  static PublicKeyInfo key(X509Certificate certificate) {
    return PublicKeyInfo.of(Bytes.of(certificate.getPublicKey().getEncoded()));
  }

  /** The hexadecimal key id by which the subject is named; empty when it has no such name. */
  static Optional<String> subjectUid(X509Certificate certificate) {
    return uid(certificate.getSubjectX500Principal());
  }

  static Optional<String> issuerUid(X509Certificate certificate) {
    return uid(certificate.getIssuerX500Principal());
  }

  static Optional<String> uid(X500Principal name) {
    try {
      RDN[] found = X500Name.getInstance(name.getEncoded()).getRDNs(BCStyle.UID);
      return found.length == 0
          ? Optional.empty()
          : Optional.of(IETFUtils.valueToString(found[0].getFirst().getValue()));
    } catch (IllegalArgumentException | IllegalStateException unreadable) {
      return Optional.empty();
    }
  }
}
