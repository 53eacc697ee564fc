package dev.ferry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.security.Envelope.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream that only its sender encrypts, beside what the platform does in one call. */
class OneWayStreamTest {
  private static Secret secret(long seed, int key) {
    return new Secret(Speech.bytes(seed, key), Speech.bytes(seed + 1, 12));
  }

  private static byte[] oneShot(Secret secret, byte[] plain) throws Exception {
    return Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()).doFinal(plain);
  }

  private static byte[] seal(Secret secret, byte[] plain, Random pieces) throws Exception {
    Scroll wire = new Scroll(0, new byte[0]);
    var stream =
        new SealingStream(
            wire,
            Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()),
            Aes.MOST,
            new FirstUse());
    Speech.say(stream, plain, pieces);
    stream.closeOutput();
    assertThat(wire.outputClosed()).isTrue();
    return wire.written();
  }

  private static OpeningStream opening(Secret secret, byte[] sealed, long seed) {
    return new OpeningStream(new Scroll(seed, sealed), new GcmOpening(secret));
  }

  /** Receives as a file of that size is received. */
  private static byte[] open(Secret secret, byte[] sealed, int size, long seed) throws Exception {
    OpeningStream stream = opening(secret, sealed, seed);
    byte[] heard = Speech.hear(stream, size, new Random(seed));
    assertThat(stream.complete()).isTrue();
    return heard;
  }

  private static int size(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(40);
      case 1 -> 16 * random.nextInt(200);
      case 2 -> random.nextInt(20_000);
      default -> 100_000 + random.nextInt(60_000);
    };
  }

  @Test
  void isThatOfThePlatformForAllSizesAndPieces() throws Exception {
    for (int seed = 0; seed < 2_500; seed++) {
      Random random = new Random(seed);
      Secret secret = secret(seed, seed % 2 == 0 ? 16 : 32);
      byte[] plain = Speech.bytes(seed, size(random));
      byte[] sealed = oneShot(secret, plain);

      assertThat(Arrays.equals(seal(secret, plain, random), sealed)).as("sealed %s", seed).isTrue();
      assertThat(Arrays.equals(open(secret, sealed, plain.length, seed), plain))
          .as("opened %s", seed)
          .isTrue();
    }
  }

  @Test
  void isWholeForWhoReadsToTheEndToo() throws Exception {
    Secret secret = secret(1, 32);
    byte[] plain = Speech.bytes(2, 300_000);
    OpeningStream stream = opening(secret, oneShot(secret, plain), 3);
    assertThat(Speech.hear(stream, plain.length + 1, new Random(4))).isEqualTo(plain);
    assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThat(stream.complete()).isTrue();
  }

  private static void isRefused(Secret secret, byte[] sealed, int size, String what) {
    assertThatThrownBy(() -> open(secret, sealed, size, 5))
        .as(what)
        .isInstanceOfSatisfying(
            CopyException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
  }

  @Test
  void seesAChangeOfAnyBit() throws Exception {
    Secret secret = secret(6, 16);
    byte[] sealed = oneShot(secret, Speech.bytes(7, 100));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      isRefused(secret, changed, 100, "bit " + bit);
    }
  }

  @Test
  void seesAChangeFarInsideOfAnyLargeStream() throws Exception {
    Secret secret = secret(6, 32);
    byte[] sealed = oneShot(secret, Speech.bytes(7, 1_000_003));
    for (int at : new int[] {0, 131_071, 131_072, 500_000, 1_000_002, 1_000_003, 1_000_018}) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      isRefused(secret, changed, 1_000_003, "byte " + at);
    }
  }

  @Test
  void missesTheTag() throws Exception {
    Secret secret = secret(8, 16);
    byte[] sealed = oneShot(secret, Speech.bytes(9, 1_000));
    for (int less = 1; less <= Aes.TAG; less++) {
      byte[] cut = Arrays.copyOf(sealed, sealed.length - less);
      OpeningStream stream = opening(secret, cut, less);
      assertThatThrownBy(
              () -> {
                Speech.hear(stream, 1_000, new Random(1));
                stream.complete();
              })
          .as("%s bytes less", less)
          .isInstanceOfSatisfying(
              CopyException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
    }
  }

  @Test
  void takesNoTagOfAnotherStream() throws Exception {
    Secret secret = secret(10, 16);
    byte[] sealed = oneShot(secret, Speech.bytes(11, 1_000));
    byte[] other = oneShot(secret, Speech.bytes(12, 1_000));
    System.arraycopy(other, 1_000, sealed, 1_000, Aes.TAG);
    isRefused(secret, sealed, 1_000, "swapped");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 900, 16})
  void seesThatASizeWasChanged(int announced) throws Exception {
    Secret secret = secret(13, 32);
    isRefused(secret, oneShot(secret, Speech.bytes(14, 1_000)), announced, "shorter");
  }

  @Test
  void provesThatAnEmptyFileIsEmpty() throws Exception {
    Secret secret = secret(15, 16);
    byte[] sealed = oneShot(secret, new byte[0]);
    assertThat(open(secret, sealed, 0, 1)).isEmpty();
    sealed[3] ^= 4;
    isRefused(secret, sealed, 0, "an empty file's tag");
  }

  @Test
  void encryptsNoMoreThanOneKeyMay() throws Exception {
    Secret secret = secret(16, 16);
    var wire = new Scroll(0, new byte[0]);
    var stream =
        new SealingStream(
            wire, Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()), 100, new FirstUse());
    stream.write(ByteBuffer.allocate(100));
    assertThatThrownBy(() -> stream.write(ByteBuffer.allocate(1)))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("one key");
    assertThat(Aes.MOST).isEqualTo(64L * (1 << 30) - 32);
  }

  @Test
  void encryptsOnOneConnectionAlone() throws Exception {
    Secret secret = secret(17, 16);
    var first = new FirstUse();
    var one =
        new SealingStream(
            new Scroll(0, new byte[0]),
            Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()),
            Aes.MOST,
            first);
    Scroll wire = new Scroll(0, new byte[0]);
    var two =
        new SealingStream(
            wire, Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()), Aes.MOST, first);
    one.write(ByteBuffer.allocate(1));
    assertThatThrownBy(() -> two.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    assertThatThrownBy(two::closeOutput).isInstanceOf(IOException.class);
    assertThat(wire.written()).isEmpty();
  }

  @Test
  void forgetsWhatAReceiverSaysBack() throws Exception {
    Secret secret = secret(18, 16);
    var stream =
        new SealingStream(
            new Scroll(0, Speech.bytes(1, 5_000)),
            Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()),
            Aes.MOST,
            new FirstUse());
    assertThat(stream.read(ByteBuffer.allocate(10))).isEqualTo(-1);
    assertThatThrownBy(() -> opening(secret, new byte[0], 0).write(ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void knowsTheOlderCipherToo() throws Exception {
    for (int size : new int[] {0, 1, 15, 16, 17, 1_000, 128 << 10, 300_001}) {
      Secret secret = new Secret(Speech.bytes(size, 32), Speech.bytes(size + 1, 16));
      byte[] plain = Speech.bytes(size + 2, size);
      byte[] sealed = Aes.cbc(Cipher.ENCRYPT_MODE, secret).doFinal(plain);
      var stream = new OpeningStream(new Scroll(size, sealed), new CbcOpening(secret));
      assertThat(Speech.hear(stream, size, new Random(size))).as("size %s", size).isEqualTo(plain);
      assertThat(stream.complete()).as("proved").isFalse();

      var cut =
          new OpeningStream(
              new Scroll(size, Arrays.copyOf(sealed, sealed.length - 1)), new CbcOpening(secret));
      assertThatThrownBy(
              () -> {
                Speech.hear(cut, size + 1, new Random(size));
                cut.complete();
              })
          .isInstanceOf(CopyException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(JetCipher.class)
  void readsTheNamesOfCiphersWithAndWithoutVersion(JetCipher cipher) {
    assertThat(JetCipher.named(cipher.uri())).contains(cipher);
    assertThat(JetCipher.named(cipher.uri() + ":0")).contains(cipher);
    assertThat(JetCipher.named(cipher.uri() + ":1")).isEmpty();
  }
}
