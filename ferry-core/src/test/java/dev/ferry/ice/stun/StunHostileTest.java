package dev.ferry.ice.stun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spoiled messages, the same ones in each run: none of them may throw. */
class StunHostileTest {
  private static final int MUTATIONS = 20_000;
  private static final StunKey KEY = StunKey.shortTerm(Vectors.SHORT_TERM_PASSWORD);

  static Stream<byte[]> messages() {
    return Stream.concat(Vectors.ALL.stream(), Stream.of(StunMessageTest.full().encode()));
  }

  /** Reads bytes as a peer's and checks what must hold whatever is in them. */
  static boolean isUnderstood(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    StunDecoding decoding = StunPacket.read(from);
    if (from.remaining() != bytes.length) {
      throw new AssertionError("the bytes were not left as they were");
    }
    if (!(decoding instanceof StunPacket packet)) {
      return false;
    }
    packet.isSealedWith(KEY);
    packet.message().notUnderstood();
    packet.message().get(Attributes.NONCE).ifPresent(NonceCookie::of);
    StunPacket again = Vectors.read(packet.message().encode());
    if (!Vectors.read(again.message().encode()).message().equals(again.message())) {
      throw new AssertionError("not the same when written and read again: " + packet);
    }
    return true;
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("messages")
  void neverThrowsAtASpoiledMessage(byte[] message) {
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(message));
    int understood = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      byte[] spoiled = message.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
      }
      understood += isUnderstood(spoiled) ? 1 : 0;
    }

    assertThat(understood).as("not all are refused").isPositive().isLessThan(MUTATIONS);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("messages")
  void neverThrowsAtACutMessage(byte[] message) {
    for (int length = 0; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      assertThat(isUnderstood(cut)).as("cut to %d", length).isFalse();
      if (length >= StunPacket.HEADER) {
        // The same with a header that admits the cut.
        ByteBuffer.wrap(cut).putShort(2, (short) (length - StunPacket.HEADER));
        isUnderstood(cut);
      }
    }
  }

  @Test
  void refusesAnAttributeThatGoesBeyondTheEnd() {
    byte[] bytes = Vectors.RESPONSE_IPV4.clone();
    ByteBuffer.wrap(bytes).putShort(22, (short) 0xFFFF);

    assertThat(StunPacket.read(ByteBuffer.wrap(bytes)))
        .isEqualTo(new NotStun("an attribute goes beyond its end"));
  }

  @Test
  void refusesAnErrorCodeOfTooFewOctets() {
    byte[] bytes = Arrays.copyOf(Vectors.RESPONSE_IPV4, 28);
    ByteBuffer.wrap(bytes).putShort(2, (short) 8).putInt(20, 0x00090003);

    assertThat(StunPacket.read(ByteBuffer.wrap(bytes)))
        .isEqualTo(new NotStun("ERROR-CODE of 3 octets makes no sense"));
  }

  @Test
  void refusesAWrongFingerprintAndWhatFollowsOne() {
    byte[] wrong = Vectors.REQUEST.clone();
    wrong[wrong.length - 1] ^= 1;
    byte[] more = Arrays.copyOf(Vectors.REQUEST, Vectors.REQUEST.length + 4);
    ByteBuffer.wrap(more).putShort(2, (short) (more.length - StunPacket.HEADER));

    assertThat(StunPacket.read(ByteBuffer.wrap(wrong)))
        .isEqualTo(new NotStun("its fingerprint is wrong"));
    assertThat(StunPacket.read(ByteBuffer.wrap(more))).isInstanceOf(NotStun.class);
  }

  @Test
  void tellsStunFromTlsAndFromText() {
    byte[] tls = {22, 3, 3, 0, 100, 1, 0, 0, 96, 3, 3};

    assertThat(StunPacket.looksLikeStun(ByteBuffer.wrap(tls))).isFalse();
    assertThat(StunPacket.looksLikeStun(ByteBuffer.wrap("HTTP/1.1 200".getBytes(UTF_8)))).isFalse();
    assertThat(StunPacket.looksLikeStun(ByteBuffer.wrap(Vectors.REQUEST, 0, 7))).isFalse();
    assertThat(StunPacket.looksLikeStun(ByteBuffer.wrap(Vectors.REQUEST))).isTrue();
    assertThat(StunPacket.length(ByteBuffer.wrap(Vectors.REQUEST, 0, 20)))
        .hasValue(Vectors.REQUEST.length);
    assertThat(StunPacket.length(ByteBuffer.wrap(Vectors.REQUEST, 0, 19))).isEmpty();
  }
}
