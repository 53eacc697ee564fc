package dev.ferry.ice.stun;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two attributes that prove who wrote a message (RFC 8489 14.5, 14.6), in their order. */
public enum Integrity {
  SHA1(0x0008, "HmacSHA1", 20),
  SHA256(0x001C, "HmacSHA256", 32);

  private final int type;
  private final String algorithm;
  private final int length;

  Integrity(int type, String algorithm, int length) {
    this.type = type;
    this.algorithm = algorithm;
    this.length = length;
  }

  int type() {
    return type;
  }

  /** Octets of the untruncated value. */
  int length() {
    return length;
  }

  /**
   * The untruncated value.
   *
   * @param message begins with the message, whose header's length is already the adjusted one
   * @param end where the attribute begins
   */
  byte[] compute(byte[] message, int end, StunKey key) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      // An empty password makes an empty key, which the platform refuses; HMAC pads with zeros.
      byte[] secret = key.bytes();
      mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, algorithm));
      mac.update(message, 0, end);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
