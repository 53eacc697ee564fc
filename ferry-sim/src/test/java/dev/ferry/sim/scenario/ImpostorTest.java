package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsStream;
import dev.ferry.sim.key.SimIdentity;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Mallory answers where the peer's direct ways should lead, with a certificate of her own. */
class ImpostorTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 300_000;
  private static final String MALLORY = "192.0.2.66";
  private static final int PORT = 6666;
  private static final String S5B = "urn:xmpp:jingle:transports:s5b:1";

  /** What happens while Mallory listens. */
  private interface Play {
    void act(Secrecy secrecy) throws Exception;
  }

  private static void underSeeds(Play play) {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          Place place = secrecy.place();
          Network host = place.network().host("mallory", MALLORY);
          Listener listener =
              host.listen(new InetSocketAddress(InetAddress.ofLiteral(MALLORY), PORT));
          TaskHandle task = place.tasks().fork("mallory", () -> impersonate(place, listener));
          try {
            play.act(secrecy);
          } finally {
            listener.close();
            task.interrupt();
            task.join();
          }
        });
  }

  private static void impersonate(Place place, Listener listener) throws InterruptedException {
    while (true) {
      try {
        ByteStream raw = listener.accept().stream();
        place
            .tasks()
            .fork(
                "mallory's connection",
                () -> {
                  try (ByteStream open = raw) {
                    TlsStream.over(
                        open,
                        TlsEngines.of(SimIdentity.named("mallory").credentials()).server(false));
                    open.read(java.nio.ByteBuffer.allocate(1));
                  } catch (IOException hungUp) {
                    // What she wanted to see did not come.
                  }
                });
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Leads the direct candidates of these actions to Mallory. */
  private static Rule misled(boolean alices) {
    return (from, stanza) ->
        alices || from.toString().startsWith("bob")
            ? new Rule.Verdict.Replace(java.util.List.of(misled(stanza)))
            : new Rule.Verdict.Pass();
  }

  private static Xml misled(Xml element) {
    Xml changed =
        new Xml(
            element.name(),
            element.namespace(),
            element.attributes(),
            element.children().stream().map(ImpostorTest::misled).toList(),
            element.text());
    boolean direct =
        element.is("candidate", S5B)
            && element.attribute("type").filter("direct"::equals).isPresent();
    return direct ? changed.with("host", MALLORY).with("port", Integer.toString(PORT)) : changed;
  }

  @Test
  void oneWayThatLeadsToSomebodyElseIsPassedByAnother() {
    underSeeds(secrecy -> {
      secrecy.place().server().rule(misled(false));
      assertArrivesEncrypted(secrecy);
    });
  }

  @Test
  void whenAllDirectWaysDoTheNextTransportIsTaken() {
    underSeeds(secrecy -> {
      secrecy.place().server().rule(misled(true));
      Route taken = assertArrivesEncrypted(secrecy);
      assertThat(taken).isNotEqualTo(Route.DIRECT);
    });
  }

  private static Route assertArrivesEncrypted(Secrecy secrecy) throws Exception {
    Transfer out = secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.REQUIRED);
    Transfer in = secrecy.bob().accept();
    Ended end = out.await();
    assertThat(Story.words(end.reason())).isEqualTo("completed, HASH");
    assertThat(Story.words(in.await().reason())).isEqualTo("completed, HASH");
    return end.route().orElse(Route.DIRECT);
  }

  @Test
  void whenNoOtherWayIsLeftTheReasonNamesIt() {
    underSeeds(secrecy -> {
      secrecy.place().server().rule(misled(true));
      Transfer out =
          secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, Route.DIRECT);
      Transfer in = secrecy.bob().accept();
      assertThat(Story.words(out.await().reason()))
          .startsWith("security refused: its certificate is not the one that bob@example.org");
      in.await();
      assertThat(secrecy.bob().vault().received()).isEmpty();
      assertThat(secrecy.knownToAlice()).isEmpty();
    });
  }
}
