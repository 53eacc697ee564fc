package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1928 as XEP-0065 uses it. */
class Socks5HandshakeTest {
  private static final String DESTINATION = "0ef44b170ae09939500ac284f9e46006ce188d43";
  private static final String NAME =
      HexFormat.of().formatHex(DESTINATION.getBytes(StandardCharsets.US_ASCII));
  private static final String REQUEST = "05010003 28" + NAME + "0000";
  private static final String GRANT = "05000003 28" + NAME + "0000";

  @Test
  void derivesADestinationForEachSide() {
    String pieter = "pieter@quay.example/orchard";
    String nora = "nora@harbour.example/balcony";
    assertThat(Socks5Handshake.destination("q7wharf01", pieter, nora)).isEqualTo(DESTINATION);
    assertThat(Socks5Handshake.destination("q7wharf01", nora, pieter))
        .isEqualTo("6925028deaf63748cd389e51d9dd88fcbab5b647");
  }

  @Test
  void waitsForTheAnswerToTheGreetingBeforeItAsks() throws Exception {
    var server = ScriptedStream.ofHex("0500", GRANT);
    Socks5Handshake.asClient(server, DESTINATION);
    assertThat(server.writes()).containsExactly("050100", REQUEST.replace(" ", ""));
    assertThat(server.order()).containsExactly("write", "read", "write", "read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05000001 7f000001 1234",
        "05000004 20010db8000000000000000000000001 1234",
        "05000003 00 0000",
        "05000003 03 616263 0000"
      })
  void leavesWhatFollowsAReplyOfAnyAddressType(String reply) throws Exception {
    var server = ScriptedStream.ofHex("0500", reply, "64617461");
    Socks5Handshake.asClient(server, DESTINATION);
    assertThat(server.unread()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "0400, it is no SOCKS5 server",
    "4854, it is no SOCKS5 server",
    "05ff, the SOCKS5 server asks for a login",
    "0502, the SOCKS5 server asks for a login",
    "05000402000100000000, it is no SOCKS5 server",
    "050005010001000000000000, the SOCKS5 server refused: general failure",
    "050005020001000000000000, the SOCKS5 server refused: not allowed",
    "050005050001000000000000, the SOCKS5 server refused: connection refused",
    "05000563000100000000, the SOCKS5 server refused: code 99",
    "0500050000020000, a SOCKS5 address of unknown type 2",
    "05, the connection was closed during the SOCKS5 handshake",
    "05000500000328, the connection was closed during the SOCKS5 handshake"
  })
  void saysWhyTheServerIsOfNoUse(String answer, String why) {
    var server = ScriptedStream.ofHex(answer);
    assertThatThrownBy(() -> Socks5Handshake.asClient(server, DESTINATION))
        .isInstanceOf(IOException.class)
        .hasMessage(why);
  }

  @Test
  void grantsTheExpectedDestinationAndEchoesIt() throws Exception {
    var client = ScriptedStream.ofHex("05020002", REQUEST, "64617461");
    assertThat(Socks5Handshake.asServer(client, DESTINATION::equals)).isEqualTo(DESTINATION);
    assertThat(client.writes()).containsExactly("0500", GRANT.replace(" ", ""));
    assertThat(client.unread()).isEqualTo(4);
  }

  @Test
  void takesTheDestinationInUpperCase() throws Exception {
    byte[] upper = DESTINATION.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    var client =
        ScriptedStream.ofHex("050100", "05010003 28", HexFormat.of().formatHex(upper), "0000");
    assertThat(Socks5Handshake.asServer(client, DESTINATION::equals)).isEqualTo(DESTINATION);
  }

  @ParameterizedTest
  @CsvSource({
    "another destination, 05010003 03 616263 0000, 05020003036162630000",
    "an empty name, 05010003 00 0000, 05020003000000",
    "BIND, 05020003 03 616263 0000, 05070003036162630000",
    "UDP, 05030003 03 616263 0000, 05070003036162630000",
    "an address, 05010001 7f000001 0050, 05080003047f0000010050"
  })
  void refusesEverythingElseAndSaysSo(String what, String request, String reply) {
    var client = ScriptedStream.ofHex("050100", request);
    assertThatThrownBy(() -> Socks5Handshake.asServer(client, DESTINATION::equals))
        .as(what)
        .isInstanceOf(IOException.class);
    assertThat(client.writes()).containsExactly("0500", reply);
  }

  @Test
  void refusesAClientThatInsistsOnALogin() {
    var client = ScriptedStream.ofHex("050102");
    assertThatThrownBy(() -> Socks5Handshake.asServer(client, d -> true))
        .hasMessage("the client insists on a login");
    assertThat(client.writes()).containsExactly("05ff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "04010050", "474554202f", "0500", "050100 04", "050100 05010005"})
  void failsOnWhatIsNoSocks5(String bytes) {
    var client = ScriptedStream.ofHex(bytes);
    assertThatThrownBy(() -> Socks5Handshake.asServer(client, d -> true))
        .isInstanceOf(IOException.class);
  }

  @Test
  void survivesNoise() throws Exception {
    var random = new Random(7);
    int ends = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      for (int i = 0; i < Math.min(noise.length, random.nextInt(4)); i++) {
        noise[i] = (byte) (i == 0 ? 5 : random.nextInt(5));
      }
      try {
        if (round % 2 == 0) {
          Socks5Handshake.asClient(new ScriptedStream(noise), DESTINATION);
        } else {
          Socks5Handshake.asServer(new ScriptedStream(noise), d -> d.length() % 2 == 0);
        }
      } catch (IOException refused) {
        ends++;
      }
    }
    assertThat(ends).isBetween(10_000, 20_000);
  }
}
