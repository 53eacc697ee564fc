package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Optional;

/** Private keys of RSA as texts (PKCS #8). */
final class RsaKeys {
  private static final String LABEL = "PRIVATE KEY";

  private RsaKeys() {}

  static String pem(KeyPair keys) {
    return Pem.write(LABEL, keys.getPrivate().getEncoded());
  }

  /** Reads a key in PEM or DER; empty when it is none of RSA. */
  static Optional<KeyPair> read(Bytes encoded) {
    List<Bytes> blocks = Pem.read(LABEL, encoded.asText(), 1);
    byte[] der = (blocks.isEmpty() ? encoded : blocks.getFirst()).toByteArray();
    try {
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      if (!(rsa.generatePrivate(new PKCS8EncodedKeySpec(der)) instanceof RSAPrivateCrtKey key)) {
        return Optional.empty();
      }
      RSAPublicKeySpec open = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
      return Optional.of(new KeyPair(rsa.generatePublic(open), key));
    } catch (GeneralSecurityException noKey) {
      return Optional.empty();
    }
  }
}
