package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Socks5WireTest {
  private static final Jid THEO = Jid.of("theo@harbour.example/deck");
  private static final String SOUND =
      "cid='c' host='192.0.2.1' jid='theo@harbour.example/deck' port='9' priority='1' type='direct'";

  static List<Socks5Message> messages() {
    List<Socks5Candidate> all = new ArrayList<>();
    for (Socks5Candidate.Type type : Socks5Candidate.Type.values()) {
      String host = type == Socks5Candidate.Type.TUNNEL ? "2001:db8::1" : "relay.example";
      all.add(new Socks5Candidate("c" + type, host, THEO, 65535, type.priority(9), type));
    }
    return List.of(
        new Socks5Message.Candidates("s", Socks5Message.Mode.TCP, Optional.of("ab"), all),
        new Socks5Message.Candidates("s", Socks5Message.Mode.UDP, Optional.empty(), List.of()),
        new Socks5Message.CandidateUsed("s", "c1"),
        new Socks5Message.CandidateError("s"),
        new Socks5Message.Activated("s", "c1"),
        new Socks5Message.ProxyError("s"));
  }

  private static Xml transport(String attributes, String body) {
    return XmlText.read(
            "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' "
                + attributes
                + ">"
                + body
                + "</transport>")
        .orElseThrow();
  }

  private static List<Socks5Candidate> candidates(String body) {
    Socks5Message message = Socks5Wire.read(transport("sid='s'", body)).orElseThrow();
    return ((Socks5Message.Candidates) message).candidates();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsAgainWhatItWrote(Socks5Message message) {
    assertThat(Socks5Wire.read(Socks5Wire.write(message))).contains(message);
  }

  @Test
  void writesExactlyWhatItReadOfAnOffer() {
    Xml transport =
        StanzaFile.payload("/dev/ferry/jingle/own/initiate.xml")
            .children()
            .getFirst()
            .child("transport", Socks5Wire.NAMESPACE)
            .orElseThrow();

    assertThat(Socks5Wire.write(Socks5Wire.read(transport).orElseThrow())).isEqualTo(transport);
  }

  @Test
  void computesThePrioritiesThatTheSpecificationSuggests() {
    assertThat(Socks5Candidate.Type.DIRECT.priority(0)).isEqualTo(8257536);
    assertThat(Socks5Candidate.Type.PROXY.priority(0)).isEqualTo(655360);
    assertThat(Socks5Candidate.Type.ASSISTED.priority(65535)).isEqualTo((120 << 16) + 65535);
    assertThat(Socks5Candidate.Type.DIRECT.priority(70000)).isEqualTo((126 << 16) + 65535);
  }

  @ParameterizedTest
  @CsvSource({
    "port='9', port='0'",
    "port='9', port='65536'",
    "port='9', port='-1'",
    "port='9', port='x'",
    "priority='1', priority='-1'",
    "priority='1', priority='2147483648'",
    "priority='1', ''",
    "cid='c', cid=''",
    "cid='c', ''",
    "host='192.0.2.1', host=''",
    "host='192.0.2.1', ''",
    "host='192.0.2.1', host='a b'",
    "host='192.0.2.1', host='http://a/'",
    "host='192.0.2.1', host='a\\b'",
    "jid='theo@harbour.example/deck', jid='@'",
    "jid='theo@harbour.example/deck', ''",
    "type='direct', type='pigeon'",
  })
  void leavesOutACandidateThatMakesNoSense(String sound, String odd) {
    Xml element =
        transport(
            "sid='s'",
            "<candidate "
                + SOUND.replace(sound, odd)
                + "/><candidate "
                + SOUND.replace("'c'", "'other'")
                + "/>");

    Socks5Message message = Socks5Wire.read(element).orElseThrow();

    assertThat(((Socks5Message.Candidates) message).candidates())
        .extracting(Socks5Candidate::cid)
        .containsExactly("other");
  }

  @Test
  void leavesOutAHostThatIsTooLong() {
    String host = "h".repeat(256);

    assertThat(candidates("<candidate " + SOUND.replace("192.0.2.1", host) + "/>")).isEmpty();
    assertThat(candidates("<candidate " + SOUND.replace("192.0.2.1", host.substring(1)) + "/>"))
        .hasSize(1);
  }

  @Test
  void takesTheDefaultsOfPortAndType() {
    String bare = SOUND.replace("port='9'", "").replace("type='direct'", "");

    Socks5Candidate candidate = candidates("<candidate " + bare + "/>").getFirst();

    assertThat(candidate.port()).isEqualTo(1080);
    assertThat(candidate.type()).isEqualTo(Socks5Candidate.Type.DIRECT);
  }

  @Test
  void keepsTheFirstOfTwoCandidatesWithOneCid() {
    String two = "<candidate " + SOUND + "/><candidate " + SOUND.replace("'9'", "'10'") + "/>";

    assertThat(candidates(two)).extracting(Socks5Candidate::port).containsExactly(9);
  }

  @Test
  void keepsTheBestThirtyTwoOfAFlood() {
    StringBuilder flood = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      flood
          .append("<candidate ")
          .append(SOUND.replace("'c'", "'c" + i + "'").replace("'1'", "'" + i + "'"))
          .append("/>");
    }

    assertThat(candidates(flood.toString()))
        .hasSize(Socks5Wire.MOST_CANDIDATES)
        .allMatch(c -> c.priority() >= 500 - Socks5Wire.MOST_CANDIDATES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sid=''", "sid='s' mode='carrier-pigeon'"})
  void refusesAnElementWithoutSidOrWithAnOddMode(String attributes) {
    assertThat(Socks5Wire.read(transport(attributes, "<candidate " + SOUND + "/>"))).isEmpty();
  }

  @Test
  void refusesAnotherTransportsElement() {
    assertThat(Socks5Wire.read(Xml.of("transport", IbbWire.JINGLE_NAMESPACE).with("sid", "s")))
        .isEmpty();
    assertThat(Socks5Wire.read(Xml.of("candidate", Socks5Wire.NAMESPACE).with("sid", "s")))
        .isEmpty();
  }

  @Test
  void takesANoticeBeforeCandidates() {
    Xml both = transport("sid='s'", "<candidate " + SOUND + "/><candidate-error/>");

    assertThat(Socks5Wire.read(both)).contains(new Socks5Message.CandidateError("s"));
  }

  @Test
  void doesNotTakeANoticeThatNamesNoCandidate() {
    assertThat(candidates("<candidate-used/><activated cid=''/>")).isEmpty();
  }
}
