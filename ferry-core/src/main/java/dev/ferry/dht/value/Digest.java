package dev.ferry.dht.value;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The two digests that ids are made with. */
enum Digest {
  SHA_1("SHA-1"),
  SHA_256("SHA-256");

  private final String algorithm;

  Digest(String algorithm) {
    this.algorithm = algorithm;
  }

  byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has " + algorithm, impossible);
    }
  }
}
