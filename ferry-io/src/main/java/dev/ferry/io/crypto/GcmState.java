package dev.ferry.io.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;

/**
 * One message after another under AES-GCM: where it stands, and what libcrypto holds of it. A key
 * that stays is expanded once. Used by one thread at a time.
 */
final class GcmState {
  private static final int SET_IV_LENGTH = 0x9;
  private static final int GET_TAG = 0x10;
  private static final int SET_TAG = 0x11;
  private static final int AS_BEFORE = -1;
  private static final byte[] NOTHING = {};

  private enum Phase {
    /** No key yet, or an IV that has served to encrypt. */
    WITHOUT_IV,
    /** A message was decrypted; another may be, under the same key and IV. */
    AGAIN,
    READY,
    /** Data has come: what is proved only comes before it. */
    AMID
  }

  private final MemorySegment state = LibCrypto.newCipher();
  private final MemorySegment count = MemorySegment.ofArray(new int[1]);
  private Phase phase = Phase.WITHOUT_IV;
  private boolean encrypts;
  private byte[] key = NOTHING;
  private byte[] iv = NOTHING;

  byte[] iv() {
    return iv;
  }

  /**
   * Begins a message.
   *
   * @param newKey the caller's; wiped by it
   */
  void init(boolean encrypt, byte[] newKey, byte[] newIv)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    boolean sameKey = MessageDigest.isEqual(newKey, key);
    if (encrypt && encrypts && sameKey && MessageDigest.isEqual(newIv, iv)) {
      throw new InvalidAlgorithmParameterException("one key encrypts once with one IV");
    }
    phase = Phase.WITHOUT_IV;
    if (!sameKey || encrypt != encrypts || newIv.length != iv.length) {
      take(encrypt, newKey, newIv.length);
    }
    if (!takeIv(newIv)) {
      throw new InvalidAlgorithmParameterException("libcrypto does not take the IV");
    }
    iv = newIv;
    phase = Phase.READY;
  }

  private boolean takeIv(byte[] newIv) {
    return LibCrypto.cipherInit(
        state, LibCrypto.NONE, LibCrypto.NONE, MemorySegment.ofArray(newIv), AS_BEFORE);
  }

  private void begin() {
    switch (phase) {
      case WITHOUT_IV -> throw new IllegalStateException("every message needs an IV of its own");
      case AGAIN -> {
        require(takeIv(iv));
        phase = Phase.READY;
      }
      case READY, AMID -> {}
    }
  }

  private void take(boolean encrypt, byte[] newKey, int ivLength)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    MemorySegment kind =
        switch (newKey.length) {
          case 16 -> LibCrypto.AES_128;
          case 24 -> LibCrypto.AES_192;
          case 32 -> LibCrypto.AES_256;
          default -> throw new InvalidKeyException("AES has no keys of that length");
        };
    key = NOTHING;
    int direction = encrypt ? 1 : 0;
    if (!LibCrypto.cipherInit(state, kind, LibCrypto.NONE, LibCrypto.NONE, direction)
        || !LibCrypto.cipherControl(state, SET_IV_LENGTH, ivLength, LibCrypto.NONE)) {
      throw new InvalidAlgorithmParameterException("libcrypto takes no such IV");
    }
    if (!LibCrypto.cipherInit(
        state, LibCrypto.NONE, MemorySegment.ofArray(newKey), LibCrypto.NONE, AS_BEFORE)) {
      throw new InvalidKeyException("libcrypto does not take the key");
    }
    key = newKey.clone();
    encrypts = encrypt;
  }

  /** Takes what is proved, but not encrypted. */
  void prove(MemorySegment bytes) {
    begin();
    if (phase != Phase.READY) {
      throw new IllegalStateException("what is proved only comes first");
    }
    pass(bytes, LibCrypto.NONE);
  }

  /** Encrypts or decrypts. Both may be the same place, or overlap. */
  void crypt(MemorySegment from, MemorySegment to) {
    begin();
    phase = Phase.AMID;
    pass(overlaps(from, to) ? MemorySegment.ofArray(from.toArray(JAVA_BYTE)) : from, to);
  }

  /** Whether the one would be overwritten before it is read; libcrypto refuses that. */
  private static boolean overlaps(MemorySegment from, MemorySegment to) {
    return from.address() != to.address() && from.asOverlappingSlice(to).isPresent();
  }

  private void pass(MemorySegment from, MemorySegment to) {
    boolean gives = !to.equals(LibCrypto.NONE);
    for (long at = 0; at < from.byteSize(); at += LibCrypto.AT_ONCE) {
      long length = Math.min(LibCrypto.AT_ONCE, from.byteSize() - at);
      MemorySegment out = gives ? to.asSlice(at, length) : to;
      require(LibCrypto.cipherUpdate(state, out, count, from.asSlice(at, length), (int) length));
    }
  }

  /** Ends a message that was encrypted. */
  void seal(MemorySegment tag) {
    begin();
    phase = Phase.WITHOUT_IV;
    require(LibCrypto.cipherFinal(state, LibCrypto.NONE, count));
    require(LibCrypto.cipherControl(state, GET_TAG, (int) tag.byteSize(), tag));
  }

  /** Ends a message that was decrypted; tells whether it is what was encrypted. */
  boolean opens(byte[] tag) {
    begin();
    phase = Phase.AGAIN;
    require(LibCrypto.cipherControl(state, SET_TAG, tag.length, MemorySegment.ofArray(tag)));
    return LibCrypto.cipherFinal(state, LibCrypto.NONE, count);
  }

  private static void require(boolean success) {
    if (!success) {
      throw new IllegalStateException("libcrypto does not encrypt");
    }
  }
}
