package dev.ferry.ice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What routers are told and what they say, wire by wire; none of it may throw. */
class RouterMessagesTest {
  private static final byte[] NONCE = HexFormat.of().parseHex("0102030405060708090a0b0c");
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.7.1");
  private static final InetSocketAddress INTERNAL =
      new InetSocketAddress(InetAddress.ofLiteral("192.168.7.2"), 0x1234);

  static final String DESCRIPTION =
      """
      <?xml version="1.0"?>
      <root xmlns="urn:schemas-upnp-org:device-1-0"><device>
      <deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>
      <deviceList><device><deviceList><device><serviceList>
      <service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>
      <controlURL>/ctl/IPConn</controlURL></service>
      </serviceList></device></deviceList></device></deviceList></device></root>
      """;

  static final String FOUND =
      "HTTP/1.1 200 OK\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n"
          + "LOCATION: http://192.168.7.1:5000/rootDesc.xml\r\n\r\n";

  static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
  }

  @Test
  void asksByNatPmp() {
    assertThat(NatPmp.askForAddress()).containsExactly(0, 0);
    assertThat(NatPmp.askForMapping(0x1234, 0x5678, 7200))
        .isEqualTo(hex("0002 0000 1234 5678 00001c20").array());
  }

  @Test
  void readsTheAnswersOfNatPmp() {
    assertThat(NatPmp.read(hex("0080 0000 00000001 cb007109"), false))
        .contains(new NatPmp.Answer.ExternalAddress(InetAddress.ofLiteral("203.0.113.9")));
    assertThat(NatPmp.read(hex("0082 0000 00000001 1234 f000 00001c20"), true))
        .contains(new NatPmp.Answer.Mapped(0x1234, 0xF000, 7200));
    assertThat(NatPmp.read(hex("0082 0002 00000001"), true))
        .contains(new NatPmp.Answer.Refused("mappings are switched off, or not allowed to us"));
    assertThat(NatPmp.read(hex("0280 0001"), true))
        .contains(new NatPmp.Answer.Refused("it knows only PCP"));
  }

  @Test
  void passesOverWhatIsNoAnswerOfNatPmp() {
    for (String other : List.of("", "00", "0002 0000", "0081 0000 00000000", "0082 0000 0000")) {
      assertThat(NatPmp.read(hex(other), true)).isEmpty();
    }
  }

  @Test
  void asksByPcp() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0x1234);

    assertThat(HexFormat.of().formatHex(Pcp.askForMapping(NONCE, INTERNAL, any, 7200)))
        .isEqualTo(
            "0201000000001c20"
                + "00000000000000000000ffffc0a80702"
                + "0102030405060708090a0b0c"
                + "0600000012341234"
                + "00000000000000000000ffff00000000");
  }

  private static String pcp(String result, String nonce) {
    return "028100"
        + result
        + "00000e10 00000005 000000000000000000000000"
        + nonce
        + "06000000 1234 f000 00000000000000000000ffffcb007109";
  }

  @Test
  void readsTheAnswersOfPcp() {
    String nonce = HexFormat.of().formatHex(NONCE);

    assertThat(Pcp.read(hex(pcp("00", nonce)), NONCE, 0x1234))
        .contains(
            new Pcp.Answer.Mapped(
                new InetSocketAddress(InetAddress.ofLiteral("203.0.113.9"), 0xF000), 3600));
    assertThat(Pcp.read(hex(pcp("0c", nonce)), NONCE, 0x1234))
        .contains(new Pcp.Answer.Refused("there is another NAT before it"));
    assertThat(Pcp.read(hex("0082 0001"), NONCE, 0x1234))
        .contains(new Pcp.Answer.Refused("it knows only NAT-PMP"));
  }

  @Test
  void passesOverAnswersOfPcpToSomebodyElse() {
    assertThat(Pcp.read(hex(pcp("00", "00".repeat(12))), NONCE, 0x1234)).isEmpty();
    assertThat(Pcp.read(hex(pcp("00", HexFormat.of().formatHex(NONCE))), NONCE, 1)).isEmpty();
  }

  @Test
  void goesOnlyToTheRouterThatAnswered() {
    assertThat(location(FOUND)).contains(URI.create("http://192.168.7.1:5000/rootDesc.xml"));
    for (String bad :
        List.of(
            "http://192.168.7.9:5000/x",
            "http://router.example/x",
            "https://192.168.7.1/x",
            "file:///etc/passwd",
            "http://192.168.7.1@203.0.113.5/x",
            "http://user@192.168.7.1/x",
            "::::")) {
      assertThat(location(FOUND.replace("http://192.168.7.1:5000/rootDesc.xml", bad)))
          .as(bad)
          .isEmpty();
    }
    assertThat(location(FOUND.replace("200", "404"))).isEmpty();
    assertThat(location(FOUND.replace("InternetGatewayDevice", "MediaServer"))).isEmpty();
  }

  static Optional<URI> location(String answer) {
    return Ssdp.location(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)), ROUTER);
  }

  @Test
  void findsTheServiceThatMapsPorts() {
    URI at = location(FOUND).orElseThrow();

    assertThat(Igd.service(DESCRIPTION, at))
        .contains(
            new Igd.Service(
                "urn:schemas-upnp-org:service:WANIPConnection:1",
                URI.create("http://192.168.7.1:5000/ctl/IPConn")));
    assertThat(Igd.service(DESCRIPTION.replace("/ctl/IPConn", "http://203.0.113.5/x"), at))
        .isEmpty();
    assertThat(
            Igd.service(
                DESCRIPTION.replace("<device>", "<URLBase>http://203.0.113.5/</URLBase><device>"),
                at))
        .isEmpty();
    assertThat(Igd.service("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + "<a/>", at))
        .isEmpty();
  }

  @Test
  void readsAnswersAndFaults() {
    assertThat(
            Igd.externalAddress(
                "<e><b><r><NewExternalIPAddress>203.0.113.9</NewExternalIPAddress></r></b></e>"))
        .contains(InetAddress.ofLiteral("203.0.113.9"));
    assertThat(Igd.externalAddress("<e><NewExternalIPAddress/></e>")).isEmpty();
    assertThat(Igd.externalAddress("<e><NewExternalIPAddress>0.0.0.0</NewExternalIPAddress></e>"))
        .isEmpty();
    assertThat(Igd.error("<s><f><errorCode> 725 </errorCode></f></s>")).contains(725);
    assertThat(Igd.error("<s><errorCode>x</errorCode></s>")).isEmpty();
  }

  @Test
  void readsHttpWhateverItsEndIsMarkedBy() {
    String head = "HTTP/1.1 200 OK\r\n";
    assertThat(body(head + "Content-Length: 3\r\n\r\nabcd", false)).contains("abc");
    assertThat(body(head + "Content-Length: 3\r\n\r\nab", true)).isEmpty();
    assertThat(body(head + "\r\nab", false)).isEmpty();
    assertThat(body(head + "\r\nab", true)).contains("ab");
    String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    assertThat(body(chunked + "2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\n", false)).contains("abc");
    assertThat(body(chunked + "2\r\nab\r\n", true)).isEmpty();
    assertThat(body(chunked + "ffffffff\r\n", true)).isEmpty();
    assertThat(body("SSH-2.0\r\n\r\n", true)).isEmpty();
  }

  private static Optional<String> body(String text, boolean ended) {
    return RouterHttp.HttpBody.read(text, ended).map(RouterHttp.Answer::body);
  }

  /** Reads bytes as each kind of message; must not throw. */
  static void readAll(byte[] bytes) {
    NatPmp.read(ByteBuffer.wrap(bytes), true);
    NatPmp.read(ByteBuffer.wrap(bytes), false);
    Pcp.read(ByteBuffer.wrap(bytes), NONCE, 0x1234);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    location(text);
    RouterHttp.HttpBody.read(text, true);
    Igd.service(text, URI.create("http://192.168.7.1:5000/x"));
    Igd.externalAddress(text);
    Igd.error(text);
  }

  @Test
  void neverThrowsAtSpoiledMessages() {
    List<byte[]> messages =
        List.of(
            hex("0082 0000 00000001 1234 f000 00001c20").array(),
            hex(pcp("00", HexFormat.of().formatHex(NONCE))).array(),
            FOUND.getBytes(StandardCharsets.ISO_8859_1),
            DESCRIPTION.getBytes(StandardCharsets.ISO_8859_1),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
    SplittableRandom random = new SplittableRandom(11);
    for (byte[] message : messages) {
      for (int i = 0; i < 3000; i++) {
        byte[] spoiled = Arrays.copyOf(message, random.nextInt(message.length + 1));
        for (int flips = random.nextInt(4); flips > 0 && spoiled.length > 0; flips--) {
          spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
        }
        readAll(spoiled);
      }
    }
  }
}
