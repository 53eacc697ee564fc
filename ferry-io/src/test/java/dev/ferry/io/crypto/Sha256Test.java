package dev.ferry.io.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Against the Java platform's own, on systems that have the library. */
@EnabledIf("dev.ferry.io.crypto.NativeProvider#works")
class Sha256Test {
  private final Random random = new Random(7);

  @Test
  void knowsTheDigestOfNothing() throws Exception {
    assertThat(HexFormat.of().formatHex(own().digest()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void agreesWithThePlatformHoweverTheBytesCome() throws Exception {
    MessageDigest own = own();
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[i % 20 == 0 ? random.nextInt(600_000) : random.nextInt(300)];
      random.nextBytes(bytes);
      int at = 0;
      while (at < bytes.length) {
        int length = 1 + random.nextInt(bytes.length - at);
        feed(own, bytes, at, length);
        at += length;
      }
      assertThat(own.digest()).isEqualTo(platform().digest(bytes));
    }
  }

  private void feed(MessageDigest digest, byte[] bytes, int at, int length) {
    switch (random.nextInt(4)) {
      case 0 -> digest.update(bytes, at, length);
      case 1 -> digest.update(ByteBuffer.wrap(bytes, at, length).asReadOnlyBuffer());
      case 2 -> {
        ByteBuffer direct = ByteBuffer.allocateDirect(length).put(bytes, at, length).flip();
        digest.update(direct);
        assertThat(direct.hasRemaining()).isFalse();
      }
      default -> {
        for (int i = 0; i < length; i++) {
          digest.update(bytes[at + i]);
        }
      }
    }
  }

  @Test
  void goesOnFromACopy() throws Exception {
    MessageDigest first = own();
    first.update(new byte[100]);
    MessageDigest second = (MessageDigest) first.clone();
    first.update(new byte[] {1});
    second.update(new byte[] {2});
    assertThat(first.digest()).isEqualTo(after(100, 1));
    assertThat(second.digest()).isEqualTo(after(100, 2));
    assertThat(((MessageDigest) own().clone()).digest()).isEqualTo(platform().digest());
  }

  @Test
  void beginsAnew() throws Exception {
    MessageDigest own = own();
    own.update(new byte[100]);
    own.reset();
    byte[] out = new byte[40];
    assertThat(own.digest(out, 8, 32)).isEqualTo(32);
    assertThat(ByteBuffer.wrap(out, 8, 32)).isEqualTo(ByteBuffer.wrap(platform().digest()));
    assertThatThrownBy(() -> own.digest(out, 0, 31)).isInstanceOf(DigestException.class);
  }

  private static byte[] after(int zeros, int last) throws Exception {
    MessageDigest digest = platform();
    digest.update(new byte[zeros]);
    digest.update((byte) last);
    return digest.digest();
  }

  private static MessageDigest own() throws Exception {
    return MessageDigest.getInstance("SHA-256", new NativeProvider());
  }

  private static MessageDigest platform() throws Exception {
    return MessageDigest.getInstance("SHA-256", "SUN");
  }
}
