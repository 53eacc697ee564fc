package dev.ferry.sim.file;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256. */
final class Sum {
  private final MessageDigest digest;

  Sum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(ByteBuffer bytes) {
    digest.update(bytes);
  }

  /** The sum of all bytes so far, in lower-case hexadecimal; ends this sum. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
