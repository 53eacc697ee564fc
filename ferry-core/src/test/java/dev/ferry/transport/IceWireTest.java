package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.TcpType;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of XEP-0371 and XEP-0215. */
class IceWireTest {
  private static final Credentials CREDENTIALS = new Credentials("8hhy", "asd88fgpdd777uzjYhagZg");

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private static Candidate reflexive() {
    return new Candidate(
        CandidateType.SERVER_REFLEXIVE,
        TcpType.SIMULTANEOUS,
        at("2001:db8::1", 45_664),
        "58AA96B8FA5A",
        1_694_498_815,
        Optional.of(at("10.0.1.1", 8998)));
  }

  @Test
  void readsWhatItWrote() {
    var message = new IceMessage(Optional.of(CREDENTIALS), List.of(reflexive()), true, true);
    assertThat(IceWire.read(IceWire.write(message))).contains(message);
    var again = new IceMessage(Optional.of(CREDENTIALS), List.of(reflexive()), true, true, 2);
    assertThat(IceWire.read(IceWire.write(again))).contains(again);
    var empty = new IceMessage(Optional.empty(), List.of(), false, false);
    assertThat(IceWire.read(IceWire.write(empty))).contains(empty);
  }

  @Test
  void writesTheAttributesOfTheSpecification() {
    Xml element =
        IceWire.write(new IceMessage(Optional.of(CREDENTIALS), List.of(reflexive()), false, false));
    assertThat(element.attributes())
        .containsEntry("ufrag", "8hhy")
        .containsEntry("pwd", "asd88fgpdd777uzjYhagZg")
        .containsEntry("ice2", "true");
    assertThat(element.child("candidate").orElseThrow().attributes())
        .containsEntry("component", "1")
        .containsEntry("generation", "0")
        .containsEntry("ip", "2001:db8::1")
        .containsEntry("port", "45664")
        .containsEntry("protocol", "tcp")
        .containsEntry("tcptype", "so")
        .containsEntry("type", "srflx")
        .containsEntry("rel-addr", "10.0.1.1")
        .containsKeys("id", "network", "foundation", "priority");
  }

  @Test
  void numbersTheGenerationOfEachCandidateAndOfTheMessage() {
    Xml element =
        IceWire.write(
            new IceMessage(Optional.of(CREDENTIALS), List.of(reflexive()), false, true, 3));
    assertThat(element.child("candidate").orElseThrow().attribute("generation")).contains("3");
    assertThat(element.child("raw", IceWire.RAW).orElseThrow().attribute("generation"))
        .contains("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1000001", "x", "", "99999999999999999999"})
  void takesAGenerationThatMakesNoSenseForTheFirst(String number) {
    Xml element =
        Xml.of("transport", IceWire.NAMESPACE)
            .with(Xml.of("raw", IceWire.RAW).with("generation", number));
    assertThat(IceWire.read(element).orElseThrow().generation()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ip, example.org",
    "ip, fe80::1%eth0",
    "ip, ''",
    "port, 0",
    "port, 65536",
    "port, -1",
    "priority, 0",
    "priority, 4294967296",
    "protocol, udp",
    "component, 2",
    "tcptype, sideways",
    "type, magic",
    "foundation, ''",
    "foundation, 'a b'"
  })
  void leavesOutCandidatesThatMakeNoSense(String attribute, String value) {
    Xml candidate =
        IceWire.write(new IceMessage(Optional.of(CREDENTIALS), List.of(reflexive()), false, false))
            .child("candidate")
            .orElseThrow();
    Xml spoiled =
        Xml.of("transport", IceWire.NAMESPACE)
            .with(candidate.with(attribute, value))
            .with(candidate);
    assertThat(IceWire.read(spoiled).orElseThrow().candidates()).containsExactly(reflexive());
  }

  @Test
  void takesNoCredentialsThatAreTooShortOrOddlyWritten() {
    Xml transport = Xml.of("transport", IceWire.NAMESPACE);
    assertThat(credentials(transport.with("ufrag", "abc").with("pwd", "x".repeat(22)))).isEmpty();
    assertThat(credentials(transport.with("ufrag", "abcd").with("pwd", "x".repeat(21)))).isEmpty();
    assertThat(credentials(transport.with("ufrag", "ab:d").with("pwd", "x".repeat(22)))).isEmpty();
    assertThat(credentials(transport.with("ufrag", "abcd").with("pwd", "x".repeat(22))))
        .isPresent();
  }

  private static Optional<Credentials> credentials(Xml element) {
    return IceWire.read(element).orElseThrow().credentials();
  }

  @Test
  void keepsNoMoreCandidatesThanItMay() {
    Xml transport = Xml.of("transport", IceWire.NAMESPACE);
    Xml candidate =
        IceWire.write(new IceMessage(Optional.empty(), List.of(reflexive()), false, false))
            .child("candidate")
            .orElseThrow();
    for (int i = 1; i <= 100; i++) {
      transport = transport.with(candidate.with("port", Integer.toString(i)));
    }
    assertThat(IceWire.read(transport).orElseThrow().candidates()).hasSize(IceWire.MOST_CANDIDATES);
  }

  @Test
  void isNotTheOldTransportForDatagrams() {
    assertThat(IceWire.read(Xml.of("transport", "urn:xmpp:jingle:transports:ice-udp:1"))).isEmpty();
  }

  @Test
  void readsTheServersThatAnAccountsServerNames() {
    Xml services =
        XmlText.read(
                "<services xmlns='urn:xmpp:extdisco:2'>"
                    + "<service host='stun.example' port='9998' transport='udp' type='stun'/>"
                    + "<service host='relay.example' port='9999' transport='tcp' type='turn'"
                    + " username='nb78' password='jj92'/>"
                    + "<service host='relay.example' type='turns' transport='tcp'/>"
                    + "<service host='ftp.example' port='20' transport='tcp' type='ftp'/>"
                    + "<service port='20' transport='tcp' type='stun'/>"
                    + "<service host='a b' transport='tcp' type='stun'/>"
                    + "</services>")
            .orElseThrow();
    assertThat(ExternalServices.read(services))
        .containsExactly(
            new StunServer(
                true, Carriage.TCP, "relay.example", 9999, Optional.of(new Login("nb78", "jj92"))),
            new StunServer(true, Carriage.TLS, "relay.example", 5349, Optional.empty()),
            StunServer.stun("stun.example", 9998));
  }
}
