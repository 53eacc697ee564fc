package dev.ferry.sim.key;

import dev.ferry.port.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * One of a few well-known identities: {@code alice}, {@code bob}, {@code carol}, {@code mallory}.
 */
public record SimIdentity(Credentials credentials) implements Identity {

  /** The identity of that name; of any other name, there is none. */
  public static SimIdentity named(String name) {
    try (InputStream file = SimIdentity.class.getResourceAsStream(name + ".pem")) {
      if (file == null) {
        throw new IllegalArgumentException("there is no identity of " + name);
      }
      String pem = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return new SimIdentity(new Credentials(key(pem), certificate(pem)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the identity of " + name + " is broken", e);
    }
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY")));
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(block(pem, "CERTIFICATE")));
  }

  private static byte[] block(String pem, String kind) {
    String begin = "-----BEGIN " + kind + "-----";
    int from = pem.indexOf(begin) + begin.length();
    String text = pem.substring(from, pem.indexOf("-----END " + kind, from));
    return Base64.getMimeDecoder().decode(text);
  }
}
