package dev.ferry.folder;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A running SHA-256, which starts anew after each end. Used by one task at a time. */
final class Digest {
  /** Bytes of a digest. */
  static final int LENGTH = 32;

  private final MessageDigest sha256;

  Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes in what remains, leaving the position where it is. */
  void update(ByteBuffer bytes) {
    sha256.update(bytes.duplicate());
  }

  void update(byte[] bytes) {
    sha256.update(bytes);
  }

  byte[] end() {
    return sha256.digest();
  }
}
