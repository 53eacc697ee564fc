package dev.ferry.security;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A stream between two Ferrys that is encrypted both ways, as records of AES-256-GCM that are each
 * proved before a byte of them is given (docs/encryption.md). One task may read while another
 * writes. A stream that ends without a last record was cut: reading then fails with {@link
 * EOFException}.
 */
final class RecordStream implements ByteStream {
  /** The most plaintext of a record. */
  static final int RECORD = 64 << 10;

  private static final int HEADER = 4;
  private static final int LAST = 1 << 31;
  private static final int LEFT_OVER = 4096;
  private static final int PACKET = HEADER + RECORD + Aes.TAG;

  private final ByteStream raw;
  private final FirstUse first;

  // The writer's.
  private final RecordKeys sending;
  private final Cipher sealing = cipher();
  private final byte[] clear = new byte[RECORD];
  private final byte[] sealed = new byte[RECORD + Aes.TAG];
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(4 * PACKET);
  private boolean outputClosed;
  private volatile boolean spoken;

  // The reader's.
  private final RecordKeys receiving;
  private final Cipher opening = cipher();
  private final byte[] opened = new byte[RECORD + Aes.TAG];
  private final ByteBuffer incoming = ByteBuffer.allocate(4 * PACKET).flip();
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private boolean ended;

  /**
   * @param sending keys of what is written
   * @param receiving keys of what is read
   * @param first of the session's key
   */
  RecordStream(ByteStream raw, RecordKeys sending, RecordKeys receiving, FirstUse first) {
    this.raw = raw;
    this.sending = sending;
    this.receiving = receiving;
    this.first = first;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    while (!plain.hasRemaining() && !ended) {
      record();
    }
    if (!plain.hasRemaining()) {
      return -1;
    }
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count;
  }

  private void record() throws IOException, InterruptedException {
    require(HEADER);
    int header = incoming.getInt(incoming.position());
    int length = header & ~LAST;
    if (length > RECORD) {
      throw new CopyException(Kind.DAMAGED, 0, "what came is no record of this session");
    }
    require(HEADER + length + Aes.TAG);
    receiving.next();
    try {
      int count = crypt(opening, Cipher.DECRYPT_MODE, receiving, header, length + Aes.TAG);
      plain = ByteBuffer.wrap(opened, 0, count);
    } catch (GeneralSecurityException e) {
      throw new CopyException(
          Kind.DAMAGED, 0, "a record has a wrong tag: the bytes were changed on the way");
    }
    incoming.position(incoming.position() + HEADER + length + Aes.TAG);
    ended = header < 0;
  }

  private int crypt(Cipher cipher, int mode, RecordKeys keys, int header, int length)
      throws GeneralSecurityException {
    ready(cipher, mode, keys, header);
    byte[] bytes = incoming.array();
    return cipher.doFinal(
        bytes, incoming.arrayOffset() + incoming.position() + HEADER, length, opened, 0);
  }

  /** Waits until so many bytes are there. */
  private void require(int count) throws IOException, InterruptedException {
    while (incoming.remaining() < count) {
      incoming.compact();
      int got;
      try {
        got = raw.read(incoming);
      } finally {
        incoming.flip();
      }
      if (got < 0) {
        throw new EOFException("the connection was cut: it ended without the last record");
      }
    }
  }

  /**
   * Waits for the peer's last record. Where nothing was said back it must be all that is left; else
   * both sides have agreed that they are done, and the peer may have said a little while it waited
   * for that.
   *
   * @throws CopyException when there is more
   */
  void complete() throws IOException, InterruptedException {
    ByteBuffer rest = ByteBuffer.allocate(spoken ? LEFT_OVER : 1);
    int count = 0;
    while (count >= 0 && rest.hasRemaining()) {
      count = read(rest);
    }
    if (count >= 0 || (rest.position() > 0 && !spoken)) {
      throw new CopyException(
          Kind.DAMAGED, 0, "the peer sent more than it announced, or its size was changed");
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    if (outputClosed) {
      throw new IOException("the output of the encrypted stream is closed");
    }
    first.require(this);
    spoken = true;
    while (from.hasRemaining()) {
      outgoing.clear();
      while (from.hasRemaining() && outgoing.remaining() >= PACKET) {
        int length = Math.min(from.remaining(), RECORD);
        from.get(clear, 0, length);
        seal(length, length);
      }
      raw.write(outgoing.flip());
    }
  }

  private void seal(int length, int header) {
    sending.next();
    try {
      ready(sealing, Cipher.ENCRYPT_MODE, sending, header);
      int count = sealing.doFinal(clear, 0, length, sealed, 0);
      outgoing.putInt(header).put(sealed, 0, count);
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
    outgoing.clear();
    seal(0, LAST);
    raw.write(outgoing.flip());
    raw.closeOutput();
  }

  @Override
  public void close() {
    raw.close();
  }

  /** The header is proved with the bytes. */
  private static void ready(Cipher cipher, int mode, RecordKeys keys, int header)
      throws GeneralSecurityException {
    cipher.init(
        mode,
        new SecretKeySpec(keys.key(), "AES"),
        new GCMParameterSpec(Aes.TAG * 8, keys.nonce()));
    cipher.updateAAD(ByteBuffer.allocate(HEADER).putInt(header).flip());
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  @Override
  public String toString() {
    return "JET over " + raw;
  }
}
