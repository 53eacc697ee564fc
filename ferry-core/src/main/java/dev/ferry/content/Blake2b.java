package dev.ferry.content;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** BLAKE2b (RFC 7693) without a key, which Java does not have. Used by one task at a time. */
final class Blake2b implements Digests.Digest {
  private static final int PIECE = 16 * 1024;

  private final Blake2bDigest digest;
  private final byte[] piece = new byte[PIECE];

  /**
   * @param bits the digest's length
   */
  Blake2b(int bits) {
    this.digest = new Blake2bDigest(bits);
  }

  @Override
  public void update(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int count = Math.min(piece.length, bytes.remaining());
      bytes.get(piece, 0, count);
      digest.update(piece, 0, count);
    }
  }

  @Override
  public String finish() {
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return HexFormat.of().formatHex(result);
  }
}
