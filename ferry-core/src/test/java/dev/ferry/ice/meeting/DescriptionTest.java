package dev.ferry.ice.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.TcpType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {
  private static final String HEAD = "1f2e3d4c\nabcdefghijklmnopqrstuvwx\n";
  private static final String HOST =
      "Hc0a80102 1 TCP 2130706431 192.168.1.2 35111 typ host tcptype passive";

  private static Candidate candidate(CandidateType type, TcpType tcp, String ip, int port) {
    return new Candidate(
        type,
        tcp,
        new InetSocketAddress(InetAddress.ofLiteral(ip), port),
        "F1",
        2_130_706_431L,
        Optional.empty());
  }

  @Test
  void writesWhatOtherClientsRead() {
    var description =
        new Description(
            new Credentials("1f2e3d4c", "abcdefghijklmnopqrstuvwx"),
            List.of(candidate(CandidateType.HOST, TcpType.PASSIVE, "192.168.1.2", 35111)));
    assertThat(description.text())
        .isEqualTo(HEAD + "F1 1 TCP 2130706431 192.168.1.2 35111 typ host tcptype passive\n");
  }

  @Test
  void readsWhatItWrites() {
    var description =
        new Description(
            new Credentials("1f2e3d4c", "abcdefghijklmnopqrstuvwx"),
            List.of(
                candidate(CandidateType.HOST, TcpType.PASSIVE, "2001:db8::1", 35111),
                candidate(CandidateType.HOST, TcpType.ACTIVE, "192.168.1.2", 9),
                candidate(CandidateType.SERVER_REFLEXIVE, TcpType.SIMULTANEOUS, "198.18.0.1", 1),
                candidate(CandidateType.RELAYED, TcpType.PASSIVE, "198.51.100.1", 65535)));
    assertThat(Description.read(description.text())).contains(description);
  }

  @Test
  void passesOverLinesOfUdp() {
    String udp = "Hc0a80102 1 UDP 2130706431 192.168.1.2 35111 typ host\n";
    assertThat(Description.read(HEAD + udp + HOST + "\n").orElseThrow().candidates()).hasSize(1);
  }

  @Test
  void takesWordsThatItDoesNotKnowBetweenThoseThatItDoes() {
    String line =
        "Sc0a80102 1 TCP 1694498815 198.18.0.1 9 typ srflx raddr 10.0.0.1 rport 9 tcptype active";
    Candidate read = Description.read(HEAD + line).orElseThrow().candidates().getFirst();
    assertThat(read.type()).isEqualTo(CandidateType.SERVER_REFLEXIVE);
    assertThat(read.tcpType()).isEqualTo(TcpType.ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "H 1 TCP 2130706431 192.168.1.2 35111 typ host",
        "H 2 TCP 2130706431 192.168.1.2 35111 typ host tcptype passive",
        "H 1 TCP 0 192.168.1.2 35111 typ host tcptype passive",
        "H 1 TCP 9999999999 192.168.1.2 35111 typ host tcptype passive",
        "H 1 TCP 2130706431 192.168.1.2 0 typ host tcptype passive",
        "H 1 TCP 2130706431 192.168.1.2 70000 typ host tcptype passive",
        "H 1 TCP 2130706431 999.168.1.2 35111 typ host tcptype passive",
        "H 1 TCP 2130706431 example.org 35111 typ host tcptype passive",
        "H 1 TCP 2130706431 192.168.1.2 35111 typ magic tcptype passive",
        "H 1 TCP 2130706431 192.168.1.2 35111 typ host tcptype sideways"
      })
  void passesOverALineThatMakesNoSense(String line) {
    assertThat(Description.read(HEAD + line + "\n" + HOST).orElseThrow().candidates()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "1f2e3d4c", "1f2e3d4c\nshort\n", "a b\nabcdefghijklmnopqrstuvwx"})
  void refusesOneWithoutSoundCredentials(String text) {
    assertThat(Description.read(text)).isEmpty();
  }

  @Test
  void takesOnlySoManyCandidates() {
    String many = HEAD + (HOST + "\n").repeat(150);
    assertThat(Description.read(many).orElseThrow().candidates()).hasSize(32);
    assertThat(Description.read(HEAD + "x".repeat(40_000))).isEmpty();
  }

  @Test
  void neverThrowsWhateverAPeerSends() {
    var random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder(HEAD + HOST + "\n" + HOST);
      for (int change = 0; change < 1 + random.nextInt(4); change++) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      assertThat(Description.read(text.toString())).isNotNull();
    }
  }
}
