package dev.ferry.sim.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Socks5Proxies;
import dev.ferry.transport.Socks5Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The proxies that a server names are found, whatever else it names. */
class ProxyDiscoveryTest {
  private static final Jid ALICE = Jid.of("alice@example.org/desk");
  private static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
  private static final Jid RELAY = Jid.of("relay.example.org");

  /** A service with that identity and those streamhosts; with none it refuses to name any. */
  private record Service(Jid jid, String category, String type, List<Xml> streamhosts)
      implements Component {
    static Service proxy(Jid jid, Xml... streamhosts) {
      return new Service(jid, "proxy", "bytestreams", List.of(streamhosts));
    }

    @Override
    public Optional<Xml> answer(Iq request) {
      if (request.payload().is("query", ServerAnswers.INFO)) {
        return Optional.of(request.result(ServerAnswers.info(category, type)));
      }
      if (!request.payload().is("query", BYTESTREAMS)) {
        return Optional.empty();
      }
      return Optional.of(
          streamhosts.isEmpty()
              ? request.refusal(StanzaError.of("auth", "forbidden"))
              : request.result(Xml.of("query", BYTESTREAMS).with(streamhosts)));
    }
  }

  private static Xml streamhost(String jid, String host, String port) {
    return Xml.of("streamhost", BYTESTREAMS).with("jid", jid).with("host", host).with("port", port);
  }

  private static Socks5Proxies proxies(Talker.Place place, Socks5Proxy... byHand) {
    Talker alice = place.join(ALICE);
    return new Socks5Proxies(place.world().tasks(), alice.router(), alice.disco(), List.of(byHand));
  }

  @Test
  void findsTheProxyAmongTheServersServices() {
    Talker.with(place -> {
      place.server().add(new Service(Jid.of("rooms.example.org"), "conference", "text", List.of()));
      place
          .server()
          .add(Service.proxy(RELAY, streamhost("relay.example.org", "192.0.2.5", "7777")));

      assertThat(proxies(place).find(place.in(5)))
          .containsExactly(new Socks5Proxy(RELAY, "192.0.2.5", 7777));
    });
  }

  @Test
  void keepsTheResourceOfAStreamhost() {
    Talker.with(place -> {
      String whole = "relay.example.org/5hGq2";
      place.server().add(Service.proxy(RELAY, streamhost(whole, "192.0.2.5", "7777")));

      assertThat(proxies(place).find(place.in(5)))
          .extracting(proxy -> proxy.jid().toString())
          .containsExactly(whole);
    });
  }

  @Test
  void namesThoseSetByHandFirstAndEachOnce() {
    Talker.with(place -> {
      place
          .server()
          .add(Service.proxy(RELAY, streamhost("relay.example.org", "192.0.2.5", "7777")));
      Socks5Proxy mine = new Socks5Proxy(Jid.of("relay.elsewhere.example"), "198.51.100.1", 1080);
      Socks5Proxy same = new Socks5Proxy(RELAY, "192.0.2.5", 7777);

      assertThat(proxies(place, mine, same).find(place.in(5))).containsExactly(mine, same);
    });
  }

  @Test
  void findsTheProxyAlthoughAnotherServiceIsSilent() {
    Talker.with(place -> {
      place.server().add(Service.proxy(Jid.of("dead.example.org")));
      place
          .server()
          .add(Service.proxy(RELAY, streamhost("relay.example.org", "192.0.2.5", "7777")));
      place
          .server()
          .rule((_, stanza) ->
              stanza.attribute("to").orElse("").equals("dead.example.org")
                  ? new Verdict.Drop()
                  : new Verdict.Pass());

      assertThat(proxies(place).find(place.in(5))).hasSize(1);
    });
  }

  @Test
  void leavesOutStreamhostsThatMakeNoSense() {
    Talker.with(place -> {
      place
          .server()
          .add(
              Service.proxy(
                  RELAY,
                  streamhost("@", "192.0.2.5", "7777"),
                  streamhost("relay.example.org", "", "7777"),
                  streamhost("relay.example.org", "a b", "7777"),
                  streamhost("relay.example.org", "192.0.2.5", "0"),
                  streamhost("relay.example.org", "192.0.2.5", "65536"),
                  streamhost("relay.example.org", "192.0.2.6", "65535")));

      assertThat(proxies(place).find(place.in(5)))
          .containsExactly(new Socks5Proxy(RELAY, "192.0.2.6", 65535));
    });
  }

  @Test
  void findsNoneWhereNoneMayBeUsed() {
    Talker.with(place -> {
      place.server().add(Service.proxy(RELAY));

      assertThat(proxies(place).find(place.in(5))).isEmpty();
    });
  }

  @Test
  void asksAgainAfterAnHourOnly() {
    Talker.with(place -> {
      place
          .server()
          .add(Service.proxy(RELAY, streamhost("relay.example.org", "192.0.2.5", "7777")));
      Socks5Proxies proxies = proxies(place);

      proxies.find(place.in(5));
      place.pass(3500);
      proxies.find(place.in(5));
      assertThat(place.asked("relay.example.org", BYTESTREAMS)).isEqualTo(1);
      place.pass(200);
      assertThat(proxies.find(place.in(5))).hasSize(1);
      assertThat(place.asked("relay.example.org", BYTESTREAMS)).isEqualTo(2);
    });
  }

  @Test
  void asksSoonAgainWhenThereWasNone() {
    Talker.with(place -> {
      Socks5Proxies proxies = proxies(place);
      assertThat(proxies.find(place.in(5))).isEmpty();
      place
          .server()
          .add(Service.proxy(RELAY, streamhost("relay.example.org", "192.0.2.5", "7777")));

      assertThat(proxies.find(place.in(5))).as("at once").isEmpty();
      place.pass(61);
      assertThat(proxies.find(place.in(5))).as("a minute later").hasSize(1);
    });
  }
}
