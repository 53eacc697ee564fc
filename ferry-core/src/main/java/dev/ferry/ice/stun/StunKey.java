package dev.ferry.ice.stun;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The key of message integrity (RFC 8489 9.1.1, 9.2.2, 18.5.1). Its text shows nothing of it. */
public final class StunKey {
  private final byte[] bytes;

  private StunKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** For a password that was exchanged for this session, as in ICE. */
  public static StunKey shortTerm(String password) {
    return new StunKey(utf8(OpaqueString.of(password)));
  }

  /**
   * For a login at a server.
   *
   * @param algorithm a known one
   */
  public static StunKey longTerm(
      String username, String realm, String password, PasswordAlgorithm algorithm) {
    String joined = joined(username, realm) + ":" + OpaqueString.of(password);
    return new StunKey(digest(algorithm.equals(PasswordAlgorithm.MD5) ? "MD5" : "SHA-256", joined));
  }

  /** What stands for the user's name towards servers that want it hidden (RFC 8489 14.4). */
  public static Octets userhash(String username, String realm) {
    return Octets.of(digest("SHA-256", joined(username, realm)));
  }

  byte[] bytes() {
    return bytes;
  }

  private static String joined(String username, String realm) {
    return OpaqueString.of(username) + ":" + OpaqueString.of(realm);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(utf8(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return "a key";
  }
}
