package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import dev.ferry.transport.BytestreamElement.Activate;
import dev.ferry.transport.BytestreamElement.StreamhostUsed;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytestreamWireTest {
  private static final Jid ALICE = Jid.of("alice@example.org/psi");
  private static final Jid PROXY = Jid.of("proxy.example.org/a resource");
  private static final String OPEN = "<query xmlns='http://jabber.org/protocol/bytestreams'";

  private static Xml xml(String text) {
    return XmlText.read(text).orElseThrow();
  }

  private static Optional<Streamhosts> read(String inner) {
    return BytestreamWire.readOffer(xml(OPEN + " sid='s1'>" + inner + "</query>"));
  }

  @Test
  void writesAnOfferAndReadsItAgain() {
    var offer =
        new Streamhosts(
            "s1",
            Socks5Message.Mode.TCP,
            Optional.empty(),
            List.of(
                new Streamhost(ALICE, "192.0.2.1", 5086),
                new Streamhost(PROXY, "proxy.example.org", 7777)));

    Xml written = BytestreamWire.write(offer);

    assertThat(written)
        .hasToString(
            "<query xmlns=\"http://jabber.org/protocol/bytestreams\" sid=\"s1\" mode=\"tcp\">"
                + "<streamhost jid=\"alice@example.org/psi\" host=\"192.0.2.1\" port=\"5086\"/>"
                + "<streamhost jid=\"proxy.example.org/a resource\" host=\"proxy.example.org\""
                + " port=\"7777\"/></query>");
    assertThat(BytestreamWire.readOffer(written)).contains(offer);
  }

  @Test
  void writesWhatWasUsedAndReadsItAgain() {
    Xml written = BytestreamWire.write(new StreamhostUsed("s1", PROXY));

    assertThat(written)
        .hasToString(
            "<query xmlns=\"http://jabber.org/protocol/bytestreams\" sid=\"s1\">"
                + "<streamhost-used jid=\"proxy.example.org/a resource\"/></query>");
    assertThat(BytestreamWire.readUsed(written)).contains(PROXY);
  }

  @Test
  void asksAProxyInItsOwnWords() {
    assertThat(BytestreamWire.write(new Activate("s1", ALICE)))
        .hasToString(
            "<query xmlns=\"http://jabber.org/protocol/bytestreams\" sid=\"s1\">"
                + "<activate>alice@example.org/psi</activate></query>");
  }

  @Test
  void readsThroughWhiteSpaceAndForeignElements() {
    assertThat(
            read(
                """

                <streamhost port="8010" host="192.0.2.1" jid="alice@example.org/psi"/>
                <fast xmlns="http://affinix.com/jabber/stream"/>
                <streamhost jid="proxy.example.org" host="192.0.2.9">
                  <proxy xmlns="http://affinix.com/jabber/stream"/>
                </streamhost>
                """))
        .hasValueSatisfying(o ->
            assertThat(o.hosts())
                .containsExactly(
                    new Streamhost(ALICE, "192.0.2.1", 8010),
                    new Streamhost(Jid.of("proxy.example.org"), "192.0.2.9", 1080)));
  }

  @Test
  void leavesOutAPlaceThatMakesNoSense() {
    assertThat(
            read(
                """
                <streamhost jid="" host="192.0.2.1" port="1"/>
                <streamhost jid="a@b" host="" port="1"/>
                <streamhost jid="a@b" host="http://192.0.2.1/" port="1"/>
                <streamhost jid="a@b" host="192.0.2.1" port="0"/>
                <streamhost jid="a@b" host="192.0.2.1" port="65536"/>
                <streamhost jid="a@b" host="192.0.2.1" port="-1"/>
                <streamhost jid="a@b" host="192.0.2.2" port="2"/>
                <streamhost jid="a@b" host="192.0.2.2" port="2"/>
                """))
        .hasValueSatisfying(o ->
            assertThat(o.hosts()).containsExactly(new Streamhost(Jid.of("a@b"), "192.0.2.2", 2)));
  }

  @Test
  void keepsABoundedNumberOfPlaces() {
    var many = new StringBuilder();
    for (int port = 1; port <= 500; port++) {
      many.append("<streamhost jid='a@b' host='192.0.2.1' port='%d'/>".formatted(port));
    }

    assertThat(read(many.toString()).orElseThrow().hosts())
        .hasSize(BytestreamWire.MOST_HOSTS)
        .startsWith(new Streamhost(Jid.of("a@b"), "192.0.2.1", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<query xmlns='http://jabber.org/protocol/bytestreams'/>",
        "<query xmlns='http://jabber.org/protocol/bytestreams' sid=''/>",
        "<query xmlns='http://jabber.org/protocol/bytestreams' sid='s' mode='carrier-pigeon'/>",
        "<query xmlns='urn:example:other' sid='s'/>",
        "<streamhost xmlns='http://jabber.org/protocol/bytestreams' sid='s'/>",
      })
  void findsNoOfferInSomethingElse(String text) {
    assertThat(BytestreamWire.readOffer(xml(text))).isEmpty();
  }

  @Test
  void takesADestinationOnlyWhenItIsAHash() {
    String hash = "972b7bf47291ca609517f67f86b5081086052dad";

    assertThat(BytestreamWire.readOffer(xml(OPEN + " sid='s' dstaddr='" + hash + "'/>")))
        .hasValueSatisfying(o -> assertThat(o.dstaddr()).contains(hash));
    assertThat(BytestreamWire.readOffer(xml(OPEN + " sid='s' dstaddr='localhost'/>")))
        .hasValueSatisfying(o -> assertThat(o.dstaddr()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<streamhost-used/>", "<streamhost-used jid='@'/>", "<other jid='a@b'/>"})
  void findsNothingUsedInSomethingElse(String inner) {
    assertThat(BytestreamWire.readUsed(xml(OPEN + ">" + inner + "</query>"))).isEmpty();
  }

  @Test
  void aPlaceOfTheRequestersIsDirectAndAnyOtherAProxy() {
    assertThat(new Streamhost(ALICE, "192.0.2.1", 1).route(ALICE))
        .isEqualTo(dev.ferry.Route.DIRECT);
    assertThat(new Streamhost(PROXY, "192.0.2.1", 1).route(ALICE)).isEqualTo(dev.ferry.Route.PROXY);
  }
}
