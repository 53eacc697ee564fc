package dev.ferry.io.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Against the Java platform's own, on systems that have the library. */
@EnabledIf("dev.ferry.io.crypto.NativeProvider#works")
class GcmCipherTest {
  private static final String NAME = "AES/GCM/NoPadding";
  private static final int TAG = 16;
  private static final int MOST = 300_000;
  private static final Provider PLATFORM = Security.getProvider("SunJCE");

  private final Random random = new Random(7);
  private final Provider own = new NativeProvider();

  @Test
  void agreesWithThePlatformOnMessagesOfAllSizes() throws Exception {
    for (int i = 0; i < 300; i++) {
      byte[] key = bytes(16 + 8 * random.nextInt(3));
      byte[] iv = bytes(random.nextInt(4) == 0 ? 1 + random.nextInt(32) : 12);
      byte[] proved = bytes(random.nextInt(40));
      byte[] clear = bytes(size(i));
      byte[] sealed = whole(PLATFORM, Cipher.ENCRYPT_MODE, key, iv, proved, clear);
      assertThat(whole(own, Cipher.ENCRYPT_MODE, key, iv, proved, clear)).isEqualTo(sealed);
      assertThat(whole(own, Cipher.DECRYPT_MODE, key, iv, proved, sealed)).isEqualTo(clear);
      assertThat(inPieces(Cipher.ENCRYPT_MODE, key, iv, proved, clear)).isEqualTo(sealed);
      assertThat(inPieces(Cipher.DECRYPT_MODE, key, iv, proved, sealed)).isEqualTo(clear);
    }
  }

  @Test
  void worksInBuffersOfAllKindsAndInPlace() throws Exception {
    byte[] key = bytes(16);
    for (int i = 0; i < 200; i++) {
      byte[] iv = bytes(12);
      byte[] clear = bytes(size(i));
      byte[] sealed = whole(PLATFORM, Cipher.ENCRYPT_MODE, key, iv, new byte[0], clear);
      for (boolean direct : new boolean[] {true, false}) {
        assertThat(between(Cipher.ENCRYPT_MODE, key, iv, clear, direct)).isEqualTo(sealed);
        assertThat(between(Cipher.DECRYPT_MODE, key, iv, sealed, direct)).isEqualTo(clear);
        for (int shift : new int[] {0, 1, 100}) {
          assertThat(inPlace(Cipher.ENCRYPT_MODE, key, iv, clear, direct, shift)).isEqualTo(sealed);
          assertThat(inPlace(Cipher.DECRYPT_MODE, key, iv, sealed, direct, shift)).isEqualTo(clear);
        }
      }
    }
  }

  @Test
  void servesManyMessagesUnderOneKey() throws Exception {
    byte[] key = bytes(32);
    Cipher sealing = Cipher.getInstance(NAME, own);
    Cipher opening = Cipher.getInstance(NAME, own);
    for (int i = 0; i < 100; i++) {
      byte[] iv = bytes(12);
      byte[] clear = bytes(1000);
      sealing.init(Cipher.ENCRYPT_MODE, aes(key), new GCMParameterSpec(128, iv));
      byte[] sealed = sealing.doFinal(clear);
      assertThat(sealed)
          .isEqualTo(whole(PLATFORM, Cipher.ENCRYPT_MODE, key, iv, new byte[0], clear));
      opening.init(Cipher.DECRYPT_MODE, aes(key), new GCMParameterSpec(128, iv));
      assertThat(opening.doFinal(sealed)).isEqualTo(clear);
      assertThat(opening.doFinal(sealed)).as("once more, without init").isEqualTo(clear);
    }
  }

  @Test
  void refusesAnotherMessageUnderTheSameIv() throws Exception {
    SecretKeySpec key = aes(bytes(16));
    GCMParameterSpec iv = new GCMParameterSpec(128, bytes(12));
    Cipher cipher = Cipher.getInstance(NAME, own);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv);
    cipher.doFinal(new byte[3]);
    assertThatThrownBy(() -> cipher.doFinal(new byte[3])).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.updateAAD(new byte[3]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, key, iv))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void givesNothingOfWhatIsNotProved() throws Exception {
    byte[] key = bytes(16);
    byte[] iv = bytes(12);
    byte[] sealed = whole(own, Cipher.ENCRYPT_MODE, key, iv, new byte[] {1}, bytes(5000));
    for (int i = 0; i < 200; i++) {
      byte[] changed = sealed.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] out = new byte[5000];
      Cipher cipher = ready(own, Cipher.DECRYPT_MODE, key, iv, new byte[] {1});
      assertThatThrownBy(() -> cipher.doFinal(changed, 0, changed.length, out, 0))
          .isInstanceOf(AEADBadTagException.class);
      assertThat(out).containsOnly(0);
    }
    Cipher other = ready(own, Cipher.DECRYPT_MODE, key, iv, new byte[] {2});
    assertThatThrownBy(() -> other.doFinal(sealed)).isInstanceOf(AEADBadTagException.class);
    Cipher cut = ready(own, Cipher.DECRYPT_MODE, key, iv, new byte[] {1});
    assertThatThrownBy(() -> cut.doFinal(sealed, 0, TAG - 1))
        .isInstanceOf(AEADBadTagException.class);
  }

  @Test
  void goesOnAfterABufferThatWasTooSmall() throws Exception {
    byte[] key = bytes(16);
    byte[] iv = bytes(12);
    byte[] clear = bytes(100);
    Cipher cipher = ready(own, Cipher.ENCRYPT_MODE, key, iv, new byte[0]);
    ByteBuffer from = ByteBuffer.wrap(clear);
    assertThatThrownBy(() -> cipher.doFinal(from, ByteBuffer.allocate(100 + TAG - 1)))
        .isInstanceOf(ShortBufferException.class);
    ByteBuffer to = ByteBuffer.allocate(100 + TAG);
    cipher.doFinal(from, to);
    assertThat(to.array())
        .isEqualTo(whole(PLATFORM, Cipher.ENCRYPT_MODE, key, iv, new byte[0], clear));
  }

  @Test
  void tellsItsParameters() throws Exception {
    byte[] iv = bytes(12);
    Cipher cipher = ready(own, Cipher.ENCRYPT_MODE, bytes(16), iv, new byte[0]);
    assertThat(cipher.getIV()).isEqualTo(iv);
    Cipher same = Cipher.getInstance(NAME, own);
    same.init(Cipher.DECRYPT_MODE, aes(bytes(16)), cipher.getParameters());
    assertThat(same.getIV()).isEqualTo(iv);
  }

  private byte[] between(int mode, byte[] key, byte[] iv, byte[] bytes, boolean direct)
      throws GeneralSecurityException {
    ByteBuffer from = buffer(bytes.length, direct).put(bytes).flip().asReadOnlyBuffer();
    ByteBuffer to = buffer(bytes.length + TAG + 5, direct).position(5);
    int count = ready(own, mode, key, iv, new byte[0]).doFinal(from, to);
    assertThat(from.hasRemaining()).isFalse();
    assertThat(to.position()).isEqualTo(5 + count);
    byte[] out = new byte[count];
    to.get(5, out);
    return out;
  }

  private byte[] inPlace(int mode, byte[] key, byte[] iv, byte[] bytes, boolean direct, int shift)
      throws GeneralSecurityException {
    ByteBuffer all = buffer(bytes.length + TAG + shift, direct);
    all.put(0, bytes);
    ByteBuffer from = all.duplicate().limit(bytes.length);
    ByteBuffer to = all.duplicate().position(shift);
    byte[] out = new byte[ready(own, mode, key, iv, new byte[0]).doFinal(from, to)];
    all.get(shift, out);
    return out;
  }

  private byte[] inPieces(int mode, byte[] key, byte[] iv, byte[] proved, byte[] bytes)
      throws GeneralSecurityException {
    Cipher cipher = ready(own, mode, key, iv, proved);
    ByteBuffer out = ByteBuffer.allocate(bytes.length + TAG);
    int at = 0;
    while (at < bytes.length / 2) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(bytes.length));
      if (random.nextBoolean()) {
        cipher.update(ByteBuffer.wrap(bytes, at, length), out);
      } else {
        byte[] piece = cipher.update(bytes, at, length);
        out.put(piece == null ? new byte[0] : piece);
      }
      at += length;
    }
    out.put(cipher.doFinal(bytes, at, bytes.length - at));
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] whole(
      Provider provider, int mode, byte[] key, byte[] iv, byte[] proved, byte[] bytes)
      throws GeneralSecurityException {
    return ready(provider, mode, key, iv, proved).doFinal(bytes);
  }

  private static Cipher ready(Provider provider, int mode, byte[] key, byte[] iv, byte[] proved)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(NAME, provider);
    cipher.init(mode, aes(key), new GCMParameterSpec(8 * TAG, iv));
    cipher.updateAAD(proved);
    return cipher;
  }

  private static SecretKeySpec aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }

  private static ByteBuffer buffer(int length, boolean direct) {
    return direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
  }

  /** Most are small. */
  private int size(int i) {
    return i % 20 == 0 ? random.nextInt(MOST) : random.nextInt(200);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
