package dev.ferry.peerlink.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.ferry.peerlink.channel.LinkPacket.Accept;
import dev.ferry.peerlink.channel.LinkPacket.Ask;
import dev.ferry.peerlink.channel.LinkPacket.Beacon;
import dev.ferry.peerlink.channel.LinkPacket.Credit;
import dev.ferry.peerlink.channel.LinkPacket.Data;
import dev.ferry.peerlink.channel.LinkPacket.Decline;
import dev.ferry.peerlink.channel.LinkPacket.End;
import dev.ferry.peerlink.channel.LinkPacket.Gone;
import dev.ferry.peerlink.channel.LinkPacket.Unknown;
import dev.ferry.peerlink.channel.LinkPacket.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets as they lie on the wire. */
class LinkWireTest {
  private static String hex(LinkPacket packet) {
    return HexFormat.of().formatHex(LinkWire.encode(packet));
  }

  @Test
  void writesWhatJamiWrites() {
    // [0, bin(["git", 7, 0])], [300, bin("hi")], [300, bin()], [65535, bin({"v": 1})], {"p": true}
    assertThat(hex(new Ask(7, "git"))).isEqualTo("9200c40793a36769740700");
    assertThat(hex(new Accept(300, "x"))).isEqualTo("9200c40793a178cd012c01");
    assertThat(hex(new Decline(300, "x"))).isEqualTo("9200c40793a178cd012c02");
    assertThat(hex(new Data(300, ByteBuffer.wrap(new byte[] {'h', 'i'}))))
        .isEqualTo("92cd012cc4026869");
    assertThat(hex(new End(300))).isEqualTo("92cd012cc400");
    assertThat(hex(new Version(1, 0))).isEqualTo("92cdffffc40481a17601");
    assertThat(hex(new Beacon(false))).isEqualTo("92cdffffc40481a170c3");
    assertThat(hex(new Beacon(true))).isEqualTo("92cdffffc40481a170c2");
  }

  static Stream<LinkPacket> all() {
    return Stream.of(
        new Ask(1, "data-transfer://a/b/c?start=1&end=0"),
        new Ask(65534, "ü".repeat(300)),
        new Accept(128, "x"),
        new Decline(255, ""),
        new Data(256, ByteBuffer.wrap(new byte[] {0})),
        new Data(2, ByteBuffer.wrap(new byte[LinkWire.LARGEST])),
        new End(65534),
        new Version(1, 0),
        new Version(3, 262144),
        new Beacon(true),
        new Beacon(false),
        new Credit(65534, 1 << 30),
        new Gone(1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void readsWhatItWrites(LinkPacket packet) throws Exception {
    assertThat(new PacketReader(new BytesStream(LinkWire.encode(packet))).next()).contains(packet);
  }

  @Test
  void readsPacketsOneBehindTheOtherAndTheEndBetweenTwo() throws Exception {
    byte[] one = LinkWire.encode(new End(9));
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    var reader = new PacketReader(new BytesStream(two));
    assertThat(reader.next()).contains(new End(9));
    assertThat(reader.next()).contains(new End(9));
    assertThat(reader.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 200, 65_000})
  void knowsWhetherThePieceThatFollowsIsWhole(int number) throws Exception {
    byte[] piece = LinkWire.encode(new Data(number, ByteBuffer.allocate(16 << 10)));
    byte[] three = ByteBuffer.allocate(3 * piece.length).put(piece).put(piece).put(piece).array();
    byte[] cut = Arrays.copyOf(three, three.length - 1);
    var reader = new PacketReader(new BytesStream(cut, cut.length));
    assertThat(reader.hasPiece()).isFalse();
    assertThat(reader.next()).isPresent();
    assertThat(reader.hasPiece()).isTrue();
    assertThat(reader.next()).isPresent();
    assertThat(reader.hasPiece()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "91c400, something else",
    "9200c40793, amid a packet",
    "92, amid a packet",
    "92cf0000000000000001c400, something else",
    "9201c600010000, something else",
    "92ce00010000c400, something else",
    "a56a616d69, something else"
  })
  void saysWhatIsWrongWithOtherBytes(String hex, String expected) {
    var reader = new PacketReader(new BytesStream(HexFormat.of().parseHex(hex)));
    assertThat(catchException(reader::next))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "93a1780000", // channel 0
        "93a178cdffff00", // the protocol's number
        "93a1780709", // an unknown state
        "92a17807", // no state
        "93a178ff00", // below zero
        "c0"
      })
  void passesOverControlThatMakesNoSense(String hex) {
    assertThat(LinkWire.decode(LinkWire.CONTROL, HexFormat.of().parseHex(hex)))
        .isEqualTo(new Unknown());
  }

  @Test
  void passesOverKeysThatItDoesNotKnow() {
    byte[] body = HexFormat.of().parseHex("83a17a91c0a17601a17908");
    assertThat(LinkWire.decode(LinkWire.PROTOCOL, body)).isEqualTo(new Version(1, 0));
  }

  @Test
  void neverThrowsAtABody() {
    var random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      assertThat(LinkWire.decode(random.nextBoolean() ? 0 : 0xFFFF, body)).isNotNull();
    }
  }
}
