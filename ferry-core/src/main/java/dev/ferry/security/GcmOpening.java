package dev.ferry.security;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.security.Envelope.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Decryption by AES-GCM that gives bytes before the tag has come. The platform's own would hold
 * back the whole message; here the key stream decrypts, what came out is encrypted once more, and
 * the tag of that must be the one that came.
 */
final class GcmOpening implements Opening {
  private final Cipher opening;
  private final Cipher again;
  private long count;
  private byte[] scratch = new byte[0];

  /**
   * @param secret with an IV of 12 bytes
   */
  GcmOpening(Secret secret) {
    this.opening = Aes.counter(secret);
    this.again = Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv());
  }

  @Override
  public int trailer() {
    return Aes.TAG;
  }

  @Override
  public int update(byte[] in, int length, byte[] out) throws CopyException {
    if (length > Aes.MOST - count) {
      throw new CopyException(Kind.PEER, count, "the peer sends more than one key may protect");
    }
    count += length;
    if (scratch.length < length + 2 * Aes.BLOCK) {
      scratch = new byte[length + 2 * Aes.BLOCK];
    }
    try {
      int opened = opening.update(in, 0, length, out, 0);
      again.update(out, 0, opened, scratch, 0);
      return opened;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decrypting failed", e);
    }
  }

  @Override
  public int finish(byte[] trailer, byte[] out) throws CopyException {
    byte[] tail;
    try {
      tail = again.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("computing the tag failed", e);
    }
    byte[] tag = Arrays.copyOfRange(tail, tail.length - Aes.TAG, tail.length);
    if (!MessageDigest.isEqual(tag, trailer)) {
      throw new CopyException(
          Kind.DAMAGED,
          count,
          trailer.length < Aes.TAG
              ? "the stream ended without the tag that proves the bytes"
              : "the tag of the encryption is wrong: the bytes were changed on the way");
    }
    return 0;
  }

  @Override
  public boolean proves() {
    return true;
  }
}
