package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How clients of other makes go from one transport to the next, and how they fail to. */
class ForeignLadderTest {
  private static final int SEEDS = 5;
  private static final String FILES = "urn:xmpp:jingle:apps:file-transfer:5";
  private static final String S5B = "urn:xmpp:jingle:transports:s5b:1";
  private static final String IBB = "urn:xmpp:jingle:transports:ibb:1";
  private static final String CONTENT = content();

  private static String content() {
    byte[] bytes = new byte[3000];
    new Random(3).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static boolean is(Xml payload, String action) {
    return payload.attribute("action").filter(action::equals).isPresent();
  }

  private static String jingle(String action, String sid, String inner) {
    return "<jingle xmlns='urn:xmpp:jingle:1' action='%s' sid='%s'>%s</jingle>"
        .formatted(action, sid, inner);
  }

  private static String content(String name, String inner) {
    return "<content creator='initiator' name='%s' senders='initiator'>%s</content>"
        .formatted(name, inner);
  }

  /** Gajim's: a sid that is no sid. */
  private static final String NONE =
      "<transport xmlns='%s' sid='None' block-size='4096'/>".formatted(IBB);

  private static String socks(String inner) {
    return "<transport xmlns='%s' sid='s5'>%s</transport>".formatted(S5B, inner);
  }

  private static String file() {
    return "<description xmlns='%s'><file><name>song.ogg</name><size>3000</size></file></description>"
        .formatted(FILES);
  }

  @Test
  void gajimAsSenderReplacesSocksByAnInBandStreamNamedNone() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          var alice = Place.jid("alice");
          Foreigner.Script gajim =
              (self, heard) -> {
                if (is(heard, "session-accept")) {
                  self.say(
                      alice,
                      jingle("transport-info", "g1", content("file", socks("<candidate-error/>"))));
                  self.say(alice, jingle("transport-replace", "g1", content("file", NONE)));
                } else if (is(heard, "transport-accept")) {
                  String ibb = "xmlns='" + Foreigner.IBB + "' sid='None'";
                  self.say(alice, "<open %s block-size='4096' stanza='iq'/>".formatted(ibb));
                  self.say(alice, "<data %s seq='0'>%s</data>".formatted(ibb, CONTENT));
                  self.say(alice, "<close %s/>".formatted(ibb));
                }
              };
          try (Foreigner peer = new Foreigner(scene.place(), "gajim", gajim)) {
            peer.say(alice, jingle("session-initiate", "g1", content("file", file() + socks(""))));
            Transfer in = scene.alice().accept();
            assertThat(Story.words(in.await().reason())).isEqualTo("completed, SIZE_ONLY");
            assertThat(in.await().route()).contains(Route.IN_BAND);
          }
        });
  }

  /** Accepts over SOCKS5 with nothing to connect to, as one whose network offers nothing. */
  private static String accept(Xml initiate) {
    String name = initiate.child("content").orElseThrow().attribute("name").orElseThrow();
    return jingle(
        "session-accept",
        initiate.attribute("sid").orElseThrow(),
        content(name, file().replace("3000", "300000") + socks("")));
  }

  private static Transfer offer(Scene scene, Foreigner to, Route... via) {
    return scene
        .alice()
        .ferry()
        .send(
            new Peer.Xmpp(to.jid()),
            scene.file("song.ogg", 300_000),
            SendOptions.standard().via(java.util.List.of(via)));
  }

  @Test
  void aReceiverMayProposeWhileWeStillTry() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          var alice = Place.jid("alice");
          String[] sid = new String[1];
          Foreigner.Script eager =
              (self, heard) -> {
                if (is(heard, "session-initiate")) {
                  sid[0] = heard.attribute("sid").orElseThrow();
                  self.say(alice, accept(heard));
                  self.say(
                      alice,
                      jingle(
                          "transport-replace",
                          sid[0],
                          content("file", NONE.replace("None", "their-own"))));
                } else if (heard.is("close", Foreigner.IBB)) {
                  self.say(
                      alice, jingle("session-terminate", sid[0], "<reason><success/></reason>"));
                }
              };
          try (Foreigner peer = new Foreigner(scene.place(), "eager", eager, S5B)) {
            Transfer out = offer(scene, peer, Route.DIRECT, Route.IN_BAND);
            assertThat(Story.words(out.await().reason())).isEqualTo("completed, SENT_ONLY");
            assertThat(out.await().route()).contains(Route.IN_BAND);
          }
        });
  }

  @Test
  void aProposalThatIsNotAllowedIsRejectedAndTheTransferEndsWithItsAttempts() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          var alice = Place.jid("alice");
          Foreigner.Script stubborn =
              (self, heard) -> {
                if (is(heard, "session-initiate")) {
                  String sid = heard.attribute("sid").orElseThrow();
                  self.say(alice, accept(heard));
                  self.say(alice, jingle("transport-replace", sid, content("file", NONE)));
                }
              };
          try (Foreigner peer = new Foreigner(scene.place(), "stubborn", stubborn, S5B)) {
            Transfer out = offer(scene, peer, Route.DIRECT);
            assertThat(Story.words(out.await().reason())).isEqualTo("no route");
          }
        });
  }

  @Test
  void aReceiverThatRejectsOurProposalAndOffersNothingElseEndsWithoutRoute() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          var alice = Place.jid("alice");
          Foreigner.Script dino =
              (self, heard) -> {
                String sid = heard.attribute("sid").orElse("");
                if (is(heard, "session-initiate")) {
                  self.say(alice, accept(heard));
                  self.say(
                      alice,
                      jingle("transport-info", sid, content("file", socks("<candidate-error/>"))));
                } else if (is(heard, "transport-replace")) {
                  self.say(alice, jingle("transport-reject", sid, content("file", NONE)));
                }
              };
          try (Foreigner peer = new Foreigner(scene.place(), "dino", dino, S5B)) {
            Transfer out = offer(scene, peer, Route.DIRECT, Route.IN_BAND);
            assertThat(out.await().reason().toString()).contains("the peer rejects it");
          }
        });
  }

  /** Has offered, and then forgets the session, or goes, without a word. */
  private record Deserter(String condition) implements Foreigner.Script {
    @Override
    public void heard(Foreigner self, Xml payload) {}

    @Override
    public Xml result(Iq request) {
      return is(request.payload(), "session-info")
          ? request.refusal(StanzaError.of("cancel", condition))
          : request.result();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "item-not-found, no route, 31",
    "service-unavailable, unreachable, 31",
    "feature-not-implemented, no route, 76"
  })
  void aSenderThatHasDesertedIsNotWaitedFor(String condition, String end, int seconds) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Jid alice = Place.jid("alice");
          try (Foreigner peer = new Foreigner(scene.place(), "gajim", new Deserter(condition))) {
            peer.say(alice, jingle("session-initiate", "g1", content("file", file() + socks(""))));
            Transfer in = scene.alice().accept();
            long begun = scene.place().tasks().now();
            assertThat(Story.words(in.await().reason())).startsWith(end);
            assertThat(scene.place().tasks().now() - begun)
                .isBetween((seconds - 16) * 1_000_000_000L, seconds * 1_000_000_000L);
          }
        });
  }

  /** Has offered, says that it has the session, and does nothing for it. */
  @ParameterizedTest
  @CsvSource({
    "DIRECT, all ways together have 60 s",
    "IN_BAND, 'the other side has the session, but does not answer'"
  })
  void aSenderThatIsThereAndIdleIsWaitedForWithinABoundAndThatIsTold(Route last, String why) {
    XmppSettings usual = XmppSettings.standard();
    JingleSettings jingle = usual.jingle();
    var some =
        new JingleSettings(
            jingle.patience(),
            last == Route.DIRECT ? List.of(last) : List.of(Route.DIRECT, last),
            jingle.incomingEncrypt(),
            jingle.sessionsPerPeer(),
            jingle.sessions());
    SimWorld.underSeeds(
        SEEDS, world -> Scene.in(world, usual.with(some), usual, scene -> idle(scene, why)));
  }

  private static void idle(Scene scene, String why) throws Exception {
    Jid alice = Place.jid("alice");
    try (Foreigner peer = new Foreigner(scene.place(), "idle", (_, _) -> {}, S5B)) {
      peer.say(alice, jingle("session-initiate", "i1", content("file", file() + socks(""))));
      Transfer in = scene.alice().accept();
      long begun = scene.place().tasks().now();
      assertThat(in.await().reason().toString()).contains(why);
      assertThat(scene.place().tasks().now() - begun).isLessThan(76 * Place.SECOND);
    }
  }
}
