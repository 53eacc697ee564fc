package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.port.Randomness;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption for the holder of an RSA key: one block of RSA (PKCS #1 1.5) where all fits in, else
 * such a block with a key of AES, then a nonce, what is encrypted by AES-GCM, and its tag.
 */
final class Sealing {
  private static final int AES_KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int LEAST_PADDING = 11;

  private Sealing() {}

  static Bytes seal(Bytes plain, RSAPublicKey key, Randomness random) {
    byte[] clear = plain.toByteArray();
    int block = length(key);
    try {
      if (clear.length <= block - LEAST_PADDING) {
        return Bytes.of(encryptBlock(clear, key, random));
      }
      byte[] secret = drawn(AES_KEY, random);
      byte[] nonce = drawn(NONCE, random);
      byte[] sealed = new byte[block + NONCE + clear.length + TAG];
      System.arraycopy(encryptBlock(secret, key, random), 0, sealed, 0, block);
      System.arraycopy(nonce, 0, sealed, block, NONCE);
      aes(Cipher.ENCRYPT_MODE, secret, nonce)
          .doFinal(clear, 0, clear.length, sealed, block + NONCE);
      return Bytes.of(sealed);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException("this key cannot encrypt", unusable);
    }
  }

  /** What was sealed for the key; empty when it was sealed for another one, or changed since. */
  static Optional<Bytes> open(Bytes cipher, RSAPrivateKey key) {
    byte[] sealed = cipher.toByteArray();
    int block = length(key);
    if (sealed.length < block) {
      return Optional.empty();
    }
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      rsa.init(Cipher.DECRYPT_MODE, key);
      byte[] head = rsa.doFinal(sealed, 0, block);
      return sealed.length == block ? Optional.of(Bytes.of(head)) : open(head, sealed, block);
    } catch (GeneralSecurityException wrong) {
      return Optional.empty();
    }
  }

  private static Optional<Bytes> open(byte[] secret, byte[] sealed, int block)
      throws GeneralSecurityException {
    int start = block + NONCE;
    boolean isKey = secret.length == 16 || secret.length == 24 || secret.length == AES_KEY;
    if (!isKey || sealed.length <= start + TAG) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOfRange(sealed, block, start);
    Cipher aes = aes(Cipher.DECRYPT_MODE, secret, nonce);
    return Optional.of(Bytes.of(aes.doFinal(sealed, start, sealed.length - start)));
  }

  private static Cipher aes(int mode, byte[] secret, byte[] nonce) throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    return aes;
  }

  /** RFC 8017 7.2.1; padded here, so that the padding's chance is that of the port. */
  private static byte[] encryptBlock(byte[] clear, RSAPublicKey key, Randomness random)
      throws GeneralSecurityException {
    byte[] block = new byte[length(key)];
    int start = block.length - clear.length;
    block[1] = 2;
    byte[] one = new byte[1];
    for (int i = 2; i < start - 1; i++) {
      do {
        random.fill(one);
      } while (one[0] == 0);
      block[i] = one[0];
    }
    System.arraycopy(clear, 0, block, start, clear.length);
    Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
    rsa.init(Cipher.ENCRYPT_MODE, key);
    return rsa.doFinal(block);
  }

  private static byte[] drawn(int length, Randomness random) {
    byte[] bytes = new byte[length];
    random.fill(bytes);
    return bytes;
  }

  private static int length(RSAKey key) {
    return (key.getModulus().bitLength() + 7) / 8;
  }
}
