package dev.ferry.ice.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 5769, and RFC 8489 appendix B.1. */
class StunVectorsTest {
  private static final StunKey SHORT_TERM = StunKey.shortTerm(Vectors.SHORT_TERM_PASSWORD);
  private static final StunKey WRONG = StunKey.shortTerm("VOkJxbRl1RmTxUk/WvJxBT");

  @Test
  void readsTheRequestOfACheck() {
    StunPacket packet = Vectors.read(Vectors.REQUEST);

    StunMessage message = packet.message();
    assertThat(message.method()).isEqualTo(StunMethod.BINDING);
    assertThat(message.kind()).isEqualTo(StunClass.REQUEST);
    assertThat(message.id()).hasToString("b7e7a701bc34d686fa87dfae");
    assertThat(message.get(Attributes.SOFTWARE)).contains("STUN test client");
    assertThat(message.get(Attributes.USERNAME)).contains("evtj:h6vY");
    assertThat(message.get(Attributes.PRIORITY)).contains(0x6e0001ffL);
    assertThat(message.get(Attributes.ICE_CONTROLLED)).contains(0x932ff9b151263b36L);
    assertThat(packet.isSealedWith(SHORT_TERM)).isTrue();
    assertThat(packet.isSealedWith(WRONG)).isFalse();
    assertThat(packet.hasFingerprint()).isTrue();
  }

  @Test
  void readsTheAnswersWithTheirMappedAddresses() {
    StunPacket v4 = Vectors.read(Vectors.RESPONSE_IPV4);
    StunPacket v6 = Vectors.read(Vectors.RESPONSE_IPV6);

    assertThat(v4.message().kind()).isEqualTo(StunClass.SUCCESS);
    assertThat(v4.message().get(Attributes.XOR_MAPPED_ADDRESS)).contains(at("192.0.2.1", 32853));
    assertThat(v6.message().get(Attributes.XOR_MAPPED_ADDRESS))
        .contains(at("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    assertThat(v4.isSealedWith(SHORT_TERM)).isTrue();
    assertThat(v6.isSealedWith(SHORT_TERM)).isTrue();
    assertThat(v6.isSealedWith(WRONG)).isFalse();
  }

  @Test
  void readsAndWritesALoginWithMd5() {
    StunKey key =
        StunKey.longTerm(Vectors.USERNAME, Vectors.REALM, Vectors.PASSWORD, PasswordAlgorithm.MD5);

    StunPacket packet = Vectors.read(Vectors.LONG_TERM);

    assertThat(packet.message().get(Attributes.USERNAME)).contains(Vectors.USERNAME);
    assertThat(packet.message().get(Attributes.REALM)).contains(Vectors.REALM);
    assertThat(packet.message().get(Attributes.NONCE)).contains("f//499k954d6OL34oL9FSTvy64sA");
    assertThat(packet.isSealedWith(key)).isTrue();
    assertThat(packet.message().encode(Seal.of(Integrity.SHA1, key))).isEqualTo(Vectors.LONG_TERM);
  }

  @Test
  void computesTheDigestsOfALoginWithAHiddenUserAndSha256() {
    byte[] vector = Vectors.LONG_TERM_SHA256;
    StunKey key =
        StunKey.longTerm(
            Vectors.USERNAME, Vectors.REALM, Vectors.PASSWORD, PasswordAlgorithm.SHA_256);

    assertThat(StunKey.userhash(Vectors.USERNAME, Vectors.REALM))
        .isEqualTo(Octets.of(Arrays.copyOfRange(vector, 24, 56)));
    assertThat(Integrity.SHA256.compute(vector, vector.length - 36, key))
        .isEqualTo(Arrays.copyOfRange(vector, vector.length - 32, vector.length));
  }

  @Test
  void makesTheKeyOfTheSpecificationsExample() {
    StunKey key = StunKey.longTerm("user", "realm", "pass", PasswordAlgorithm.MD5);

    assertThat(HexFormat.of().formatHex(key.bytes())).isEqualTo("8493fbc53ba582fb4c044c456bdc40eb");
    assertThat(key.toString()).doesNotContain("8493");
  }

  @Test
  void preparesTextOnlyWhereItIsNotAscii() {
    assertThat(OpaqueString.of("plain pass")).isEqualTo("plain pass");
    assertThat(OpaqueString.of("a\u00A0b\u3000c")).isEqualTo("a b c");
    assertThat(OpaqueString.of("e\u0301")).isEqualTo("\u00E9");
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }
}
