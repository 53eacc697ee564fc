package dev.ferry.identity;

import dev.ferry.port.Randomness;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Encryption by what a person remembers: Argon2i makes a key of it (RFC 9106, 64 MiB and 16 passes,
 * about a second), AES-GCM takes that key. A nonce stands in front of what is encrypted.
 */
final class Stretch {
  static final int SALT = 16;

  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int PASSES = 16;
  private static final int KIBIBYTES = 64 * 1024;

  private Stretch() {}

  static byte[] key(String password, byte[] salt) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_i)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(PASSES)
            .withMemoryAsKB(KIBIBYTES)
            .withParallelism(1)
            .withSalt(salt)
            .build();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] stretched = new byte[KEY];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), stretched);
    try {
      return MessageDigest.getInstance("SHA-256").digest(stretched);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  static byte[] seal(byte[] clear, byte[] key, Randomness random) {
    byte[] nonce = new byte[NONCE];
    random.fill(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(clear);
      byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE, sealed.length);
      return all;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has AES", impossible);
    }
  }

  /** Empty when it was sealed by another key, or changed since. */
  static Optional<byte[]> open(byte[] sealed, byte[] key) {
    if (sealed.length < NONCE + TAG) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE);
    try {
      Cipher aes = cipher(Cipher.DECRYPT_MODE, key, nonce);
      return Optional.of(aes.doFinal(sealed, NONCE, sealed.length - NONCE));
    } catch (GeneralSecurityException wrong) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    return aes;
  }
}
