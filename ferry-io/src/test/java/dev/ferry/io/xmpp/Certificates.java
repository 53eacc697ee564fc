package dev.ferry.io.xmpp;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate with its key, made for a test. */
record Certificates(X509Certificate certificate, PrivateKey key) {
  /** A certificate for one host name, self-signed or issued by another. */
  static Certificates make(String host, Optional<Certificates> issuer)
      throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    X500Name subject = new X500Name("CN=test " + host);
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer
                .map(
                    i -> X500Name.getInstance(i.certificate.getSubjectX500Principal().getEncoded()))
                .orElse(subject),
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minus(1, ChronoUnit.DAYS)),
            Date.from(now.plus(1, ChronoUnit.DAYS)),
            subject,
            pair.getPublic());
    extend(builder, host, issuer.isEmpty());
    try {
      var signer =
          new JcaContentSignerBuilder("SHA256withECDSA")
              .build(issuer.map(Certificates::key).orElse(pair.getPrivate()));
      return new Certificates(
          new JcaX509CertificateConverter().getCertificate(builder.build(signer)),
          pair.getPrivate());
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static void extend(JcaX509v3CertificateBuilder builder, String host, boolean authority)
      throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
  }

  Path writeCertificate(Path to) throws GeneralSecurityException, IOException {
    return Files.writeString(to, pem("CERTIFICATE", certificate.getEncoded()));
  }

  Path writeKey(Path to) throws IOException {
    return Files.writeString(to, pem("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(String what, byte[] der) {
    StringWriter out = new StringWriter();
    out.append("-----BEGIN ").append(what).append("-----\n");
    out.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    return out.append("\n-----END ").append(what).append("-----\n").toString();
  }
}
