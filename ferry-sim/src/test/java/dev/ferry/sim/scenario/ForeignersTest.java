package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.stanza.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Habits of Gajim and Dino, which must neither confuse nor deceive. */
class ForeignersTest {
  private static final int SEEDS = 5;
  private static final long SIZE = 300_000;
  private static final String SUCCESS = "<success/>";

  private static boolean is(Xml payload, String action) {
    return payload.attribute("action").filter(action::equals).isPresent();
  }

  private static String sid(Xml payload) {
    return payload.attribute("sid").orElseThrow();
  }

  private static String terminate(String sid, String reason) {
    return """
    <jingle xmlns="urn:xmpp:jingle:1" action="session-terminate" sid="%s"><reason>%s</reason>
    </jingle>\
    """
        .formatted(sid, reason);
  }

  /** Accepts in-band with the offered content, as Dino does: without responder. */
  private static String accept(Xml initiate) {
    Xml content = initiate.child("content").orElseThrow();
    return Xml.of("jingle", Foreigner.JINGLE)
        .with("action", "session-accept")
        .with("sid", sid(initiate))
        .with(content)
        .toString();
  }

  private static Transfer offer(Scene scene, Foreigner to) {
    return scene
        .alice()
        .ferry()
        .send(
            new Peer.Xmpp(to.jid()),
            scene.file("song.ogg", SIZE),
            SendOptions.standard().via(List.of(Route.IN_BAND)));
  }

  private static void expect(String ending, Foreigner.Script script) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          try (Foreigner peer = new Foreigner(scene.place(), "dino", script)) {
            Transfer out = offer(scene, peer);
            assertThat(Story.words(out.await().reason())).isEqualTo(ending);
          }
        });
  }

  @Test
  void aSuccessBeforeTheBytesNeitherStopsThemNorVerifiesThem() {
    expect(
        "completed, SENT_ONLY",
        (self, heard) -> {
          if (is(heard, "session-initiate")) {
            self.say(Place.jid("alice"), accept(heard));
            self.say(Place.jid("alice"), terminate(sid(heard), SUCCESS));
          }
        });
  }

  @Test
  void aReasonWithAnUnderscoreIsUnderstood() {
    expect(
        "no route",
        (self, heard) -> {
          if (is(heard, "session-initiate")) {
            self.say(Place.jid("alice"), terminate(sid(heard), "<failed_transport/>"));
          }
        });
  }

  @Test
  void aReceiverThatTakesAllBytesAndSaysSuccessHasVerifiedNothing() {
    String[] sid = new String[1];
    expect(
        "completed, SENT_ONLY",
        (self, heard) -> {
          if (is(heard, "session-initiate")) {
            sid[0] = sid(heard);
            self.say(Place.jid("alice"), accept(heard));
          } else if (heard.is("close", Foreigner.IBB)) {
            self.say(Place.jid("alice"), terminate(sid[0], SUCCESS));
          }
        });
  }

  @Test
  void aReceiverThatTakesAllBytesAndFallsSilentIsNotBelieved() {
    expect(
        "timed out: CONFIRMATION",
        (self, heard) -> {
          if (is(heard, "session-initiate")) {
            self.say(Place.jid("alice"), accept(heard));
          }
        });
  }

  @Test
  void anOfferThatIsAcknowledgedAndThenForgottenTimesOut() {
    expect("timed out: OFFER", (_, _) -> {});
  }
}
