package dev.ferry.io.crypto;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigestSpi;

/** SHA-256 (FIPS 180-4) by libcrypto. Used by one thread at a time. */
final class Sha256 extends MessageDigestSpi implements Cloneable {
  private static final int LENGTH = 32;

  private final byte[] one = new byte[1];
  private MemorySegment state = LibCrypto.newDigest();
  private boolean begun;

  private void begin() {
    if (!begun) {
      require(LibCrypto.digestInit(state, LibCrypto.SHA_256));
      begun = true;
    }
  }

  @Override
  protected void engineUpdate(byte input) {
    one[0] = input;
    engineUpdate(one, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    update(MemorySegment.ofArray(input).asSlice(offset, length));
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    update(MemorySegment.ofBuffer(input));
    input.position(input.limit());
  }

  private void update(MemorySegment bytes) {
    begin();
    for (long at = 0; at < bytes.byteSize(); at += LibCrypto.AT_ONCE) {
      long length = Math.min(LibCrypto.AT_ONCE, bytes.byteSize() - at);
      require(LibCrypto.digestUpdate(state, bytes.asSlice(at, length), length));
    }
  }

  @Override
  protected byte[] engineDigest() {
    begin();
    byte[] digest = new byte[LENGTH];
    require(LibCrypto.digestFinal(state, MemorySegment.ofArray(digest)));
    begun = false;
    return digest;
  }

  @Override
  protected int engineDigest(byte[] out, int offset, int length) throws DigestException {
    if (length < LENGTH) {
      throw new DigestException("SHA-256 has 32 bytes");
    }
    System.arraycopy(engineDigest(), 0, out, offset, LENGTH);
    return LENGTH;
  }

  @Override
  protected int engineGetDigestLength() {
    return LENGTH;
  }

  @Override
  protected void engineReset() {
    begun = false;
  }

  @Override
  public Object clone() throws CloneNotSupportedException {
    Sha256 copy = (Sha256) super.clone();
    copy.state = LibCrypto.newDigest();
    if (begun) {
      require(LibCrypto.digestCopy(copy.state, state));
    }
    return copy;
  }

  private static void require(boolean success) {
    if (!success) {
      throw new IllegalStateException("libcrypto does not hash");
    }
  }
}
