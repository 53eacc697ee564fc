package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keys for tests, made once and for all: making them takes long. */
final class Keys {
  private static final List<KeyPair> ALL = read();

  static final KeyPair AUTHORITY = ALL.get(0);
  static final KeyPair ALICE = ALL.get(1);
  static final KeyPair LAPTOP = ALL.get(2);
  static final KeyPair PHONE = ALL.get(3);
  static final KeyPair BOB = ALL.get(4);
  static final KeyPair BOBS_LAPTOP = ALL.get(5);
  static final KeyPair MALLORY = ALL.get(6);
  static final KeyPair MALLORYS_LAPTOP = ALL.get(7);

  /** Of 1024 bits only. */
  static final KeyPair WEAK = ALL.get(8);

  private Keys() {}

  private static List<KeyPair> read() {
    try (InputStream in = Objects.requireNonNull(Keys.class.getResourceAsStream("keys.pem"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      List<KeyPair> pairs = new ArrayList<>();
      for (Bytes der : Pem.read("PRIVATE KEY", text, 100)) {
        pairs.add(pair(der));
      }
      return pairs;
    } catch (IOException | GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static KeyPair pair(Bytes der) throws GeneralSecurityException {
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey secret =
        (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der.toByteArray()));
    BigInteger exponent = secret.getPublicExponent();
    return new KeyPair(
        rsa.generatePublic(new RSAPublicKeySpec(secret.getModulus(), exponent)), secret);
  }
}
