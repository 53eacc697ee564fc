package dev.ferry.ice.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StunMessageTest {
  private static final TransactionId ID = new TransactionId(0x01020304, 0x05060708090a0b0cL);
  private static final StunKey KEY = StunKey.shortTerm("secret");

  static StunMessage empty(StunMethod method, StunClass kind) {
    return new StunMessage(method, kind, ID, List.of());
  }

  /** A message with each attribute there is. */
  static StunMessage full() {
    InetSocketAddress v4 = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 65535);
    InetSocketAddress v6 = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 1);
    return empty(StunMethod.ALLOCATE, StunClass.REQUEST)
        .with(Attributes.MAPPED_ADDRESS, v4)
        .with(Attributes.XOR_MAPPED_ADDRESS, v6)
        .with(Attributes.XOR_PEER_ADDRESS, v4)
        .with(Attributes.XOR_RELAYED_ADDRESS, v6)
        .with(Attributes.ALTERNATE_SERVER, v6)
        .with(Attributes.ALTERNATE_DOMAIN, "turn.example.org")
        .with(Attributes.RESPONSE_ORIGIN, v4)
        .with(Attributes.OTHER_ADDRESS, v4)
        .with(Attributes.USERNAME, "a:b")
        .with(Attributes.REALM, "example.org")
        .with(Attributes.NONCE, "\u00ff\u0001x")
        .with(Attributes.SOFTWARE, "ferry")
        .with(Attributes.ERROR_CODE, new ErrorCode(438, "Stale Nonce"))
        .with(Attributes.UNKNOWN_ATTRIBUTES, List.of(0x0077, 0x7FFF, 3))
        .with(Attributes.PASSWORD_ALGORITHM, PasswordAlgorithm.SHA_256)
        .with(
            Attributes.PASSWORD_ALGORITHMS,
            List.of(
                new PasswordAlgorithm(9, Octets.of(new byte[] {1, 2, 3, 4, 5})),
                PasswordAlgorithm.SHA_256,
                PasswordAlgorithm.MD5))
        .with(Attributes.USERHASH, StunKey.userhash("u", "r"))
        .with(Attributes.PRIORITY, 0xFFFFFFFFL)
        .with(Attributes.USE_CANDIDATE, Flag.SET)
        .with(Attributes.ICE_CONTROLLED, -1L)
        .with(Attributes.ICE_CONTROLLING, Long.MIN_VALUE)
        .with(Attributes.CHANNEL_NUMBER, 0x4FFF)
        .with(Attributes.LIFETIME, 600L)
        .with(Attributes.DATA, Octets.of(new byte[] {1, 2, 3}))
        .with(Attributes.REQUESTED_ADDRESS_FAMILY, AddressFamily.IPV6)
        .with(Attributes.ADDITIONAL_ADDRESS_FAMILY, AddressFamily.IPV4)
        .with(Attributes.EVEN_PORT, true)
        .with(Attributes.REQUESTED_TRANSPORT, 6)
        .with(Attributes.DONT_FRAGMENT, Flag.SET)
        .with(Attributes.RESERVATION_TOKEN, 42L)
        .with(Attributes.CONNECTION_ID, 0xFEDCBA98L)
        .with(
            Attributes.ADDRESS_ERROR_CODE,
            new AddressError(AddressFamily.IPV6, new ErrorCode(440, "no IPv6")))
        .with(Attributes.ICMP, new IcmpReport(3, 4, 1400))
        .with(Attributes.CHANGE_REQUEST, new ChangeRequest(true, false))
        .with(Attributes.PADDING, Octets.of(new byte[1500]))
        .with(Attributes.RESPONSE_PORT, 65535);
  }

  @Test
  void everyAttributeSurvivesTheWire() {
    StunMessage message = full();

    StunPacket read = Vectors.read(message.encode());

    assertThat(read.message()).isEqualTo(message);
    assertThat(read.integrity()).isEmpty();
    assertThat(read.hasFingerprint()).isFalse();
  }

  @Test
  void everyTypeOfMessageSurvivesTheWire() {
    for (StunMethod method : StunMethod.values()) {
      for (StunClass kind : StunClass.values()) {
        StunMessage message = empty(method, kind);
        assertThat(Vectors.read(message.encode()).message()).isEqualTo(message);
      }
    }
    assertThat(type(empty(StunMethod.BINDING, StunClass.INDICATION))).isEqualTo(0x0011);
    assertThat(type(empty(StunMethod.BINDING, StunClass.SUCCESS))).isEqualTo(0x0101);
    assertThat(type(empty(StunMethod.CONNECTION_ATTEMPT, StunClass.INDICATION))).isEqualTo(0x001C);
    assertThat(type(empty(StunMethod.ALLOCATE, StunClass.ERROR))).isEqualTo(0x0113);
  }

  @Test
  void bothIntegritiesAndTheFingerprintHoldTogether() {
    Seal both = new Seal(List.of(Integrity.SHA1, Integrity.SHA256), Optional.of(KEY), true);

    StunPacket read = Vectors.read(full().encode(both));

    assertThat(read.has(Integrity.SHA1)).isTrue();
    assertThat(read.integrity()).contains(Integrity.SHA256);
    assertThat(read.isSealedWith(KEY)).isTrue();
    assertThat(read.isSealedWith(StunKey.shortTerm("Secret"))).isFalse();
  }

  @Test
  void theStrongerIntegrityCountsWhenBothAreThere() {
    Seal both = new Seal(List.of(Integrity.SHA1, Integrity.SHA256), Optional.of(KEY), false);
    byte[] bytes = full().encode(both);
    bytes[bytes.length - 1] ^= 1;

    assertThat(Vectors.read(bytes).isSealedWith(KEY)).isFalse();
  }

  @Test
  void anEmptyPasswordIsAKeyLikeAnother() {
    StunKey empty = StunKey.shortTerm("");

    StunPacket read = Vectors.read(full().encode(Seal.of(Integrity.SHA1, empty)));

    assertThat(read.isSealedWith(empty)).isTrue();
    assertThat(read.isSealedWith(KEY)).isFalse();
  }

  @Test
  void whatFollowsTheIntegrityIsIgnored() {
    byte[] sealed =
        empty(StunMethod.BINDING, StunClass.REQUEST).encode(Seal.of(Integrity.SHA1, KEY));
    byte[] more = Arrays.copyOf(sealed, sealed.length + 4);
    ByteBuffer.wrap(more)
        .putShort(2, (short) (more.length - 20))
        .putShort(sealed.length, (short) 0x25);

    StunPacket read = Vectors.read(more);

    assertThat(read.message().has(Attributes.USE_CANDIDATE)).isFalse();
    assertThat(read.isSealedWith(KEY)).isTrue();
  }

  @Test
  void ofSeveralAttributesOfOneKindTheFirstCounts() {
    StunMessage twice =
        empty(StunMethod.BINDING, StunClass.REQUEST)
            .with(Attributes.PRIORITY, 1L)
            .with(Attributes.PRIORITY, 2L);

    assertThat(Vectors.read(twice.encode()).message().get(Attributes.PRIORITY)).contains(1L);
    assertThat(twice.all(Attributes.PRIORITY)).containsExactly(1L, 2L);
  }

  @Test
  void namesWhatItMustUnderstandAndDoesNot() {
    StunMessage strange =
        empty(StunMethod.BINDING, StunClass.REQUEST)
            .with(unknown(0x7FFE), Octets.of(new byte[5]))
            .with(unknown(0xFFFE), Octets.of(new byte[5]))
            .with(Attributes.PRIORITY, 1L);

    StunMessage read = Vectors.read(strange.encode()).message();

    assertThat(read).isEqualTo(strange);
    assertThat(read.notUnderstood()).containsExactly(0x7FFE);
  }

  @Test
  void listsOnlySoManyThatItDoesNotUnderstand() {
    StunMessage strange = empty(StunMethod.BINDING, StunClass.REQUEST);
    for (int i = 0; i < 100; i++) {
      strange = strange.with(unknown(0x7000 + i), Octets.of());
    }

    assertThat(strange.notUnderstood()).hasSize(16);
  }

  @Test
  void anAnswerBelongsToOneRequest() {
    StunMessage request = empty(StunMethod.REFRESH, StunClass.REQUEST);

    assertThat(request.success().answers(request)).isTrue();
    assertThat(request.error(400, "").answers(request)).isTrue();
    assertThat(request.answers(request)).isFalse();
    assertThat(empty(StunMethod.ALLOCATE, StunClass.SUCCESS).answers(request)).isFalse();
    assertThat(
            StunMessage.request(StunMethod.REFRESH, bytes -> Arrays.fill(bytes, (byte) 7))
                .success()
                .answers(request))
        .isFalse();
  }

  @Test
  void readsTheCookieOfANonce() {
    assertThat(NonceCookie.of("f//499k954d6OL34oL9FSTvy64sA")).isEmpty();
    assertThat(NonceCookie.of("obMatJos2")).isEmpty();
    assertThat(NonceCookie.of("obMatJos2?AAAx")).isEmpty();
    assertThat(NonceCookie.of("obMatJos2gAAAx")).contains(new NonceCookie(true, false));
    for (NonceCookie cookie : List.of(new NonceCookie(true, true), new NonceCookie(false, true))) {
      assertThat(NonceCookie.of(cookie.text() + "rest")).contains(cookie);
    }
  }

  private static Attribute<Octets> unknown(int type) {
    return new Attribute<>(type, "unknown", Shapes.OCTETS);
  }

  private static int type(StunMessage message) {
    return ByteBuffer.wrap(message.encode()).getShort();
  }
}
