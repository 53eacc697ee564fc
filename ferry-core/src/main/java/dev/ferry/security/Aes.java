package dev.ferry.security;

import dev.ferry.security.Envelope.Secret;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The platform's AES; what every Java platform has is taken for granted. */
final class Aes {
  /** Bytes of a tag. */
  static final int TAG = 16;

  static final int BLOCK = 16;

  /** The most plaintext under one key and IV: 64 GiB less 32 bytes (NIST SP 800-38D 5.2.1.1). */
  static final long MOST = (1L << 36) - 32;

  private Aes() {}

  static Cipher gcm(int mode, byte[] key, byte[] iv) {
    return ready("AES/GCM/NoPadding", mode, key, new GCMParameterSpec(TAG * 8, iv));
  }

  static Cipher cbc(int mode, Secret secret) {
    return ready("AES/CBC/PKCS5Padding", mode, secret.key(), new IvParameterSpec(secret.iv()));
  }

  /** The key stream of GCM under an IV of 12 bytes: its first block masks the tag. */
  static Cipher counter(Secret secret) {
    byte[] counter = Arrays.copyOf(secret.iv(), BLOCK);
    counter[BLOCK - 1] = 2;
    return ready(
        "AES/CTR/NoPadding", Cipher.DECRYPT_MODE, secret.key(), new IvParameterSpec(counter));
  }

  private static Cipher ready(String name, int mode, byte[] key, AlgorithmParameterSpec how) {
    try {
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(mode, new SecretKeySpec(key, "AES"), how);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + name, e);
    }
  }
}
