package dev.ferry.security;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.security.Envelope.Secret;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Decryption by AES-CBC with padding, which ends where the stream does and proves nothing. */
final class CbcOpening implements Opening {
  private final Cipher cipher;
  private long count;

  CbcOpening(Secret secret) {
    this.cipher = Aes.cbc(Cipher.DECRYPT_MODE, secret);
  }

  @Override
  public int trailer() {
    return 0;
  }

  @Override
  public int update(byte[] in, int length, byte[] out) {
    try {
      count += length;
      return cipher.update(in, 0, length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decrypting failed", e);
    }
  }

  @Override
  public int finish(byte[] trailer, byte[] out) throws CopyException {
    try {
      return cipher.doFinal(out, 0);
    } catch (GeneralSecurityException e) {
      // Nothing of why is told: it would help whoever tries out paddings.
      throw new CopyException(
          Kind.DAMAGED, count, "the encrypted bytes do not end as they must: changed or cut");
    }
  }

  @Override
  public boolean proves() {
    return false;
  }
}
