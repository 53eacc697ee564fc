package dev.ferry.io.key;

import dev.ferry.port.Identity.Credentials;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a key and its certificate: RSA, SHA-256 and X.509 version 1 as Gajim makes and reads them;
 * it finds the digest for fingerprints in the name of an RSA signature, so a key of another kind
 * would be of no use to it. The names in it say nothing about the user.
 */
final class SelfSigned {
  private static final int BITS = 3072;
  private static final X500Principal NAME = new X500Principal("CN=ferry");

  /** Clocks differ. */
  private static final Duration BEFORE = Duration.ofDays(2);

  /** It is known by its fingerprint; a date would only break that one day. */
  private static final Duration AFTER = Duration.ofDays(365 * 50);

  private SelfSigned() {}

  static Credentials make() throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      Instant now = Instant.now();
      var builder =
          new JcaX509v1CertificateBuilder(
              NAME,
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(BEFORE)),
              Date.from(now.plus(AFTER)),
              NAME,
              pair.getPublic());
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
      return new Credentials(
          pair.getPrivate(),
          new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot make an identity for this device: " + e.getMessage(), e);
    }
  }
}
