package dev.ferry.dht.value;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** Owners for tests, made once: making a key takes long. */
final class Keys {
  static final Owner ALICE = Owner.of(pair("RSA"));
  static final Owner BOB = Owner.of(pair("RSA"));

  private Keys() {}

  static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("RSA")) {
        generator.initialize(1024);
      }
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
