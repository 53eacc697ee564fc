package dev.ferry.sim.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireTime;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.ExternalServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an account's server says about STUN and TURN servers, and when it says so. */
class ExternalServicesTest {
  private static final String URN = "urn:xmpp:extdisco:2";
  private static final Jid SERVER = Jid.of("example.org");
  private static final Xml RELAY =
      Xml.of("service", URN)
          .with("type", "turn")
          .with("host", "relay.example")
          .with("port", "3478");
  private static final Xml RESTRICTED = RELAY.with("restricted", "1");

  /** A server that names services and gives logins as it is told; counts the questions. */
  private static final class Informer implements Rule {
    private final TwoRouters pair;
    private final List<String> asked = new ArrayList<>();
    private Xml service = RELAY;
    private Xml credentials = Xml.of("credentials", URN);

    Informer(TwoRouters pair) {
      this.pair = pair;
      pair.server().rule(this);
    }

    @Override
    public Verdict judge(Jid from, Xml stanza) {
      Optional<Iq> request = Iq.read(stanza, SERVER);
      if (request.filter(r -> r.payload().namespace().equals(URN)).isEmpty()) {
        return new Verdict.Pass();
      }
      Xml payload = request.get().payload();
      asked.add(payload.name());
      Xml answer =
          payload.name().equals("services") ? Xml.of("services", URN).with(service) : credentials;
      pair.server()
          .inject(
              from,
              Xml.of("iq", Iq.NAMESPACE)
                  .with("type", "result")
                  .with("from", SERVER.toString())
                  .with("to", from.toString())
                  .with("id", request.get().id())
                  .with(answer));
      return new Verdict.Drop();
    }

    void push(Jid from) {
      pair.server()
          .inject(
              TwoRouters.ALICE,
              Xml.of("iq", Iq.NAMESPACE)
                  .with("type", "set")
                  .with("from", from.toString())
                  .with("to", TwoRouters.ALICE.toString())
                  .with("id", "push")
                  .with(Xml.of("services", URN).with(RELAY.with("action", "add"))));
    }
  }

  @FunctionalInterface
  private interface Life {
    void live(TwoRouters pair, Informer server, ExternalServices services) throws Exception;
  }

  private static void with(Life life) {
    SimWorld.underSeeds(
        20,
        world ->
            TwoRouters.play(
                world,
                pair -> {
                  var services = new ExternalServices(pair.tasks(), pair.alice(), List.of());
                  life.live(pair, new Informer(pair), services);
                }));
  }

  private static StunServer relay(TwoRouters pair, ExternalServices services) throws Exception {
    List<StunServer> found = services.find(pair.tasks().in(5_000 * TwoRouters.MILLI));
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void areKeptForAWhile() {
    with((pair, server, services) -> {
      relay(pair, services);
      relay(pair, services);
      assertThat(server.asked).containsExactly("services");
      pair.tasks().sleep(301_000 * TwoRouters.MILLI);
      relay(pair, services);
      assertThat(server.asked).containsExactly("services", "services");
    });
  }

  @Test
  void loginsAreAskedForWhereTheyAreWanted() {
    with((pair, server, services) -> {
      server.service = RESTRICTED;
      server.credentials =
          Xml.of("credentials", URN).with(RELAY.with("username", "u").with("password", "p"));
      assertThat(relay(pair, services).login()).contains(new Login("u", "p"));
      assertThat(server.asked).containsExactly("services", "credentials");
    });
  }

  @Test
  void loginsThatCameWithTheServiceAreNotAskedFor() {
    with((pair, server, services) -> {
      server.service = RESTRICTED.with("username", "u").with("password", "p");
      assertThat(relay(pair, services).login()).contains(new Login("u", "p"));
      assertThat(server.asked).containsExactly("services");
    });
  }

  @Test
  void aServiceWhoseLoginIsRefusedIsStillNamed() {
    with((pair, server, services) -> {
      server.service = RESTRICTED;
      assertThat(relay(pair, services).login()).isEmpty();
    });
  }

  @Test
  void areAskedForAgainBeforeALoginEnds() {
    with((pair, server, services) -> {
      String end = WireTime.write(pair.tasks().timeOfDay().plusSeconds(60));
      server.service = RELAY.with("username", "u").with("password", "p").with("expires", end);
      relay(pair, services);
      pair.tasks().sleep(20_000 * TwoRouters.MILLI);
      relay(pair, services);
      assertThat(server.asked).hasSize(1);
      pair.tasks().sleep(20_000 * TwoRouters.MILLI);
      relay(pair, services);
      assertThat(server.asked).hasSize(2);
    });
  }

  @Test
  void areAskedForAgainOnceTheServerSaysThatTheyChanged() {
    with((pair, server, services) -> {
      relay(pair, services);
      server.push(SERVER);
      pair.tasks().sleep(100 * TwoRouters.MILLI);
      server.service = RELAY.with("host", "other.example");
      assertThat(relay(pair, services).host()).isEqualTo("other.example");
      assertThat(server.asked).hasSize(2);
    });
  }

  @Test
  void nobodyElseCanSayThatTheyChanged() {
    with((pair, server, services) -> {
      relay(pair, services);
      server.push(TwoRouters.BOB);
      pair.tasks().sleep(100 * TwoRouters.MILLI);
      relay(pair, services);
      assertThat(server.asked).hasSize(1);
    });
  }
}
