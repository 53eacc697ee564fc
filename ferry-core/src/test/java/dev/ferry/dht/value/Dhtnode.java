package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;

/** What was recorded from dhtnode. */
final class Dhtnode {
  private Dhtnode() {}

  /** A value as it was packed. */
  static Bytes packed(String name) {
    return Bytes.of(resource(name + ".bin"));
  }

  static Value value(String name) {
    return ValueCodec.parse(packed(name)).orElseThrow();
  }

  /** For whom the encrypted values are. */
  static Owner recipient() {
    try {
      var certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(resource("recipient.pem")));
      String pem = new String(resource("recipient.key"), StandardCharsets.US_ASCII);
      byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
      var secret = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
      return Owner.of(new KeyPair(certificate.getPublicKey(), secret));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            Dhtnode.class.getResourceAsStream("/dev/ferry/dht/dhtnode/" + name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
