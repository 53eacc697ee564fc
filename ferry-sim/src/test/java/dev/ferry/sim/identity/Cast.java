package dev.ferry.sim.identity;

import dev.ferry.identity.Archive;
import dev.ferry.identity.Issuing;
import dev.ferry.identity.OwnDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Those who play: keys were made beforehand, since that takes long. */
final class Cast {
  private static final List<KeyPair> KEYS = read();

  private Cast() {}

  private static Issuing issuing(int seed, Instant now) {
    return new Issuing(now, new Random(seed)::nextBytes);
  }

  static Archive alice(Instant now) {
    return Archive.create(KEYS.get(0), KEYS.get(1), "Alice", issuing(1, now));
  }

  static Archive bob(Instant now) {
    return Archive.create(KEYS.get(0), KEYS.get(4), "Bob", issuing(4, now));
  }

  static Archive mallory(Instant now) {
    return Archive.create(KEYS.get(0), KEYS.get(6), "Mallory", issuing(6, now));
  }

  static OwnDevice laptop(Archive account, Instant now) {
    return account.device(KEYS.get(2), issuing(2, now));
  }

  static OwnDevice phone(Archive account, Instant now) {
    return account.device(KEYS.get(3), issuing(3, now));
  }

  static OwnDevice bobs(Archive account, Instant now) {
    return account.device(KEYS.get(5), issuing(5, now));
  }

  static OwnDevice mallorys(Archive account, Instant now) {
    return account.device(KEYS.get(7), issuing(7, now));
  }

  private static List<KeyPair> read() {
    try (InputStream in = Objects.requireNonNull(Cast.class.getResourceAsStream("keys.pem"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      List<KeyPair> pairs = new ArrayList<>();
      for (String block : text.split("-----BEGIN PRIVATE KEY-----")) {
        if (!block.isBlank()) {
          pairs.add(pair(block.substring(0, block.indexOf("-----END"))));
        }
      }
      return pairs;
    } catch (IOException | GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static KeyPair pair(String base64) throws GeneralSecurityException {
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    byte[] der = Base64.getMimeDecoder().decode(base64);
    RSAPrivateCrtKey secret = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
    return new KeyPair(
        rsa.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent())),
        secret);
  }
}
