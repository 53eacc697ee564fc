package dev.ferry.security;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * The sender's end of a stream that only its sender encrypts (XEP-0391 4): what is written goes
 * encrypted, {@link #closeOutput} sends the tag. What the other side says is read and forgotten,
 * since nothing protects it; Dino says something. One task writes.
 */
final class SealingStream implements ByteStream {
  private static final int PIECE = 64 << 10;
  private static final int WIRE = 256 << 10;

  private final ByteStream raw;
  private final Cipher cipher;
  private final long most;
  private final FirstUse first;
  private final byte[] plain = new byte[PIECE];
  private final byte[] sealed = new byte[PIECE + 2 * Aes.BLOCK];
  private final ByteBuffer wire = ByteBuffer.allocateDirect(WIRE);
  private long count;
  private boolean outputClosed;

  /**
   * @param cipher fresh
   * @param most bytes that it may encrypt
   * @param first of its key
   */
  SealingStream(ByteStream raw, Cipher cipher, long most, FirstUse first) {
    this.raw = raw;
    this.cipher = cipher;
    this.most = most;
    this.first = first;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    ByteBuffer scrap = ByteBuffer.allocate(4096);
    while (raw.read(scrap.clear()) >= 0) {
      scrap.clear();
    }
    return -1;
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    if (outputClosed) {
      throw new IOException("the output of the encrypted stream is closed");
    }
    first.require(this);
    if (from.remaining() > most - count) {
      throw new CopyException(Kind.PEER, count, "one key may not protect more than " + most);
    }
    count += from.remaining();
    try {
      while (from.hasRemaining()) {
        wire.clear();
        while (from.hasRemaining() && wire.remaining() >= sealed.length) {
          int length = Math.min(from.remaining(), plain.length);
          from.get(plain, 0, length);
          wire.put(sealed, 0, cipher.update(plain, 0, length, sealed, 0));
        }
        raw.write(wire.flip());
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encrypting failed", e);
    }
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    if (outputClosed) {
      return;
    }
    first.require(this);
    outputClosed = true;
    try {
      raw.write(ByteBuffer.wrap(cipher.doFinal()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encrypting failed", e);
    }
    raw.closeOutput();
  }

  @Override
  public void close() {
    raw.close();
  }

  @Override
  public String toString() {
    return "JET over " + raw;
  }
}
