package dev.ferry.io.crypto;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM with a tag of 128 bits (NIST SP 800-38D) by libcrypto, with the manners of the Java
 * platform's own: no key encrypts twice with one IV, and nothing is given before the tag that
 * proves it. Parameters other than an IV and that tag are left to the next provider. Used by one
 * thread at a time.
 */
final class GcmCipher extends CipherSpi {
  private static final int TAG = 16;
  private static final byte[] NOTHING = {};

  private final GcmState state = new GcmState();

  /** What came in pieces, to be decrypted when its tag is there. */
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream(0);

  private boolean encrypts;

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    throw new NoSuchAlgorithmException("this is for GCM only");
  }

  @Override
  protected void engineSetPadding(String padding) throws NoSuchPaddingException {
    throw new NoSuchPaddingException("GCM has no padding");
  }

  @Override
  protected int engineGetBlockSize() {
    return TAG;
  }

  @Override
  protected int engineGetOutputSize(int length) {
    return encrypts ? length + TAG : Math.max(0, pieces.size() + length - TAG);
  }

  @Override
  protected byte @Nullable [] engineGetIV() {
    return state.iv().length == 0 ? null : state.iv().clone();
  }

  @Override
  protected @Nullable AlgorithmParameters engineGetParameters() {
    if (state.iv().length == 0) {
      return null;
    }
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("GCM");
      parameters.init(new GCMParameterSpec(TAG * 8, state.iv()));
      return parameters;
    } catch (NoSuchAlgorithmException | InvalidParameterSpecException e) {
      throw new IllegalStateException("every Java platform knows GCM", e);
    }
  }

  @Override
  protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
    throw new InvalidKeyException("an IV must be given");
  }

  @Override
  protected void engineInit(
      int mode, Key key, @Nullable AlgorithmParameters parameters, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    try {
      engineInit(
          mode,
          key,
          parameters == null ? null : parameters.getParameterSpec(GCMParameterSpec.class),
          random);
    } catch (InvalidParameterSpecException e) {
      throw new InvalidAlgorithmParameterException("these are no parameters of GCM", e);
    }
  }

  @Override
  protected void engineInit(
      int mode, Key key, @Nullable AlgorithmParameterSpec how, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (!(how instanceof GCMParameterSpec gcm) || gcm.getTLen() != TAG * 8) {
      throw new InvalidAlgorithmParameterException("an IV and a tag of 128 bits must be given");
    }
    if (mode != Cipher.ENCRYPT_MODE && mode != Cipher.DECRYPT_MODE) {
      throw new InvalidKeyException("this wraps no keys");
    }
    byte[] raw = key.getEncoded();
    if (raw == null) {
      throw new InvalidKeyException("the key does not show itself");
    }
    try {
      state.init(mode == Cipher.ENCRYPT_MODE, raw, gcm.getIV());
    } finally {
      Arrays.fill(raw, (byte) 0);
    }
    encrypts = mode == Cipher.ENCRYPT_MODE;
    pieces.reset();
  }

  @Override
  protected void engineUpdateAAD(byte[] bytes, int offset, int length) {
    state.prove(MemorySegment.ofArray(bytes).asSlice(offset, length));
  }

  @Override
  protected void engineUpdateAAD(ByteBuffer bytes) {
    state.prove(MemorySegment.ofBuffer(bytes));
    bytes.position(bytes.limit());
  }

  @Override
  protected byte[] engineUpdate(byte[] from, int offset, int length) {
    if (!encrypts) {
      pieces.write(from, offset, length);
      return NOTHING;
    }
    byte[] out = new byte[length];
    state.crypt(MemorySegment.ofArray(from).asSlice(offset, length), MemorySegment.ofArray(out));
    return out;
  }

  @Override
  protected int engineUpdate(byte[] from, int offset, int length, byte[] to, int at)
      throws ShortBufferException {
    if (!encrypts) {
      pieces.write(from, offset, length);
      return 0;
    }
    return crypt(ByteBuffer.wrap(from, offset, length), ByteBuffer.wrap(to, at, to.length - at));
  }

  @Override
  protected int engineUpdate(ByteBuffer from, ByteBuffer to) throws ShortBufferException {
    if (!encrypts) {
      byte[] piece = new byte[from.remaining()];
      from.get(piece);
      pieces.writeBytes(piece);
      return 0;
    }
    return crypt(from, to);
  }

  @Override
  protected byte[] engineDoFinal(byte @Nullable [] from, int offset, int length)
      throws AEADBadTagException {
    byte[] out = new byte[engineGetOutputSize(length)];
    byte[] all = from == null ? NOTHING : from;
    try {
      end(ByteBuffer.wrap(all, offset, length), ByteBuffer.wrap(out));
    } catch (ShortBufferException e) {
      throw new IllegalStateException("the size was asked for", e);
    }
    return out;
  }

  @Override
  protected int engineDoFinal(byte @Nullable [] from, int offset, int length, byte[] to, int at)
      throws ShortBufferException, AEADBadTagException {
    byte[] all = from == null ? NOTHING : from;
    return end(ByteBuffer.wrap(all, offset, length), ByteBuffer.wrap(to, at, to.length - at));
  }

  @Override
  protected int engineDoFinal(ByteBuffer from, ByteBuffer to)
      throws ShortBufferException, AEADBadTagException {
    return end(from, to);
  }

  private int end(ByteBuffer from, ByteBuffer to) throws ShortBufferException, AEADBadTagException {
    require(to, engineGetOutputSize(from.remaining()));
    if (encrypts) {
      int count = crypt(from, to);
      MemorySegment tag = MemorySegment.ofBuffer(to).asSlice(0, TAG);
      state.seal(tag);
      to.position(to.position() + TAG);
      return count + TAG;
    }
    ByteBuffer all = from;
    if (pieces.size() > 0) {
      byte[] last = new byte[from.remaining()];
      from.get(last);
      pieces.writeBytes(last);
      all = ByteBuffer.wrap(pieces.toByteArray());
      pieces.reset();
    }
    return open(all, to);
  }

  private int open(ByteBuffer from, ByteBuffer to) throws AEADBadTagException {
    int length = from.remaining() - TAG;
    if (length < 0) {
      throw new AEADBadTagException("what came is shorter than a tag");
    }
    byte[] tag = new byte[TAG];
    from.get(from.position() + length, tag);
    MemorySegment clear = MemorySegment.ofBuffer(to).asSlice(0, length);
    state.crypt(MemorySegment.ofBuffer(from).asSlice(0, length), clear);
    from.position(from.limit());
    if (!state.opens(tag)) {
      clear.fill((byte) 0);
      throw new AEADBadTagException("the tag is wrong");
    }
    to.position(to.position() + length);
    return length;
  }

  private int crypt(ByteBuffer from, ByteBuffer to) throws ShortBufferException {
    int length = from.remaining();
    require(to, length);
    state.crypt(MemorySegment.ofBuffer(from), MemorySegment.ofBuffer(to).asSlice(0, length));
    from.position(from.limit());
    to.position(to.position() + length);
    return length;
  }

  private static void require(ByteBuffer to, int length) throws ShortBufferException {
    if (to.remaining() < length) {
      throw new ShortBufferException("there is room for " + to.remaining() + " bytes only");
    }
  }
}
