package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.IncomingOffer;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.xmpp.Passage;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Old clients that offer a file: their habits and lies must neither confuse nor deceive. */
class OldSendersTest {
  private static final int SEEDS = 4;
  private static final Jid BOB = Place.jid("bob");

  /** A client offers Bob a file, and plays on. */
  private interface Play {
    void act(Scene scene, OldClient peer) throws Exception;
  }

  private static void offered(Play play) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          try (OldClient peer = new OldClient(scene.place(), "dora", (_, _) -> Optional.empty())) {
            play.act(scene, peer);
          }
        });
  }

  private static String condition(Xml answer) {
    return answer.attribute("type").orElse("").equals("error")
        ? StanzaError.in(answer).condition()
        : answer.attribute("type").orElse("");
  }

  @Test
  void whatTheSenderWritesBesideTheFileIsShown() {
    offered((scene, peer) -> {
      String words = OldClient.offer("purple9", "name=\"notes.txt\" size=\"5\"");
      peer.say(BOB, words.replace(" size=\"5\"/>", " size=\"5\"><desc>for you</desc></file>"));
      IncomingOffer offer = scene.bob().offer();
      assertThat(offer.message()).contains("for you");
      offer.decline();
      assertThat(Story.words(offer.transfer().await().reason())).isEqualTo("declined");
    });
  }

  @Test
  void afterConnectionsFailedAnInBandStreamOfTheSameNameIsTaken() {
    offered((scene, peer) -> {
      String id = peer.say(BOB, OldClient.offer("purple1", "name=\"notes.txt\" size=\"5\""));
      scene.bob().accept();
      scene.place().sleep(1);
      assertThat(answerTo(scene, id).toString()).contains(OldClient.BYTESTREAMS);
      Xml none =
          peer.ask(
              BOB,
              """
              <query xmlns="%s" sid="purple1" mode="tcp"><streamhost
              jid="dora@example.org/ferry" host="192.0.2.99" port="5190"/></query>\
              """
                  .formatted(OldClient.BYTESTREAMS));
      assertThat(condition(none)).isEqualTo("item-not-found");
      sendInBand(peer, "purple1", "hello");
      assertThat(scene.story())
          .isEqualTo(
              """
              bob receives notes.txt: completed, SIZE_ONLY, in-band
              bob has notes.txt, 5 bytes, SPOILED
              """);
      assertThat(scene.bob().vault().received())
          .extracting(Received::sha256)
          .containsExactly("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    });
  }

  private static Xml answerTo(Scene scene, String id) {
    return scene.place().server().passages().stream()
        .map(Passage::stanza)
        .filter(s -> s.attribute("id").filter(id::equals).isPresent())
        .filter(s -> !s.attribute("type").orElse("").equals("set"))
        .findFirst()
        .orElseThrow();
  }

  private static Xml sendInBand(OldClient peer, String sid, String content) throws Exception {
    String text = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.US_ASCII));
    String open = "<open xmlns='%s' sid='%s' block-size='4096'/>";
    String data = "<data xmlns='%s' sid='%s' seq='0'>%s</data>";
    assertThat(condition(peer.ask(BOB, open.formatted(OldClient.IBB, sid)))).isEqualTo("result");
    peer.say(BOB, data.formatted(OldClient.IBB, sid, text));
    return peer.ask(BOB, "<close xmlns='%s' sid='%s'/>".formatted(OldClient.IBB, sid));
  }

  @Test
  void nothingIsOpenedOrConnectedToBeforeTheYes() {
    offered((scene, peer) -> {
      peer.say(BOB, OldClient.offer("early", "name=\"notes.txt\" size=\"5\""));
      IncomingOffer offer = scene.bob().offer();
      String open = "<open xmlns='%s' sid='early' block-size='4096'/>";
      Xml opened = peer.ask(BOB, open.formatted(OldClient.IBB));
      assertThat(condition(opened)).isEqualTo("not-acceptable");
      Xml dialed = peer.ask(BOB, hosts("early"));
      assertThat(condition(dialed)).isEqualTo("not-acceptable");
      assertThat(scene.bob().vault().leftovers()).isEmpty();
      offer.decline();
      assertThat(scene.story()).isEqualTo("bob receives notes.txt: declined\n");
    });
  }

  private static String hosts(String sid) {
    return """
    <query xmlns="%s" sid="%s"><streamhost jid="proxy.example.org" host="192.0.2.250"
    port="1080"/></query>\
    """
        .formatted(OldClient.BYTESTREAMS, sid);
  }

  @Test
  void aStrangerWhoKnowsTheNameOfTheStreamIsRefused() {
    offered((scene, peer) -> {
      peer.say(BOB, OldClient.offer("secret", "name=\"notes.txt\" size=\"5\""));
      scene.bob().accept();
      scene.place().sleep(1);
      OldClient.Script silent = (_, _) -> Optional.empty();
      try (OldClient eve = new OldClient(scene.place(), "eve", silent)) {
        assertThat(condition(eve.ask(BOB, hosts("secret")))).isEqualTo("not-acceptable");
        String open = "<open xmlns='%s' sid='secret' block-size='4096'/>";
        assertThat(condition(eve.ask(BOB, open.formatted(OldClient.IBB))))
            .isEqualTo("not-acceptable");
      }
      sendInBand(peer, "secret", "hello");
      assertThat(scene.story()).contains("completed, SIZE_ONLY, in-band");
    });
  }

  @Test
  void aDeclinedOfferIsToldSoInTheWordsOfTheProtocol() {
    offered((scene, peer) -> {
      var declined = new AtomicBoolean();
      scene
          .place()
          .tasks()
          .fork(
              "bob says no",
              () -> {
                scene.bob().offer().decline();
                declined.set(true);
              });
      Xml no = peer.ask(BOB, OldClient.offer("no", "name=\"junk\" size=\"5\""));
      assertThat(condition(no)).isEqualTo("forbidden");
      assertThat(StanzaError.in(no).text()).contains("Offer Declined");
      assertThat(declined).isTrue();
    });
  }

  @Test
  void moreThanWasAnnouncedIsNotTaken() {
    offered((scene, peer) -> {
      peer.say(BOB, OldClient.offer("long", "name=\"notes.txt\" size=\"3\""));
      scene.bob().accept();
      scene.place().sleep(1);
      sendInBand(peer, "long", "hello");
      assertThat(scene.story()).startsWith("bob receives notes.txt: peer fault: ");
      assertThat(scene.bob().vault().received()).isEmpty();
    });
  }

  @Test
  void lessThanWasAnnouncedIsNotKept() {
    offered((scene, peer) -> {
      peer.say(BOB, OldClient.offer("short", "name=\"notes.txt\" size=\"9\""));
      scene.bob().accept();
      scene.place().sleep(1);
      sendInBand(peer, "short", "hello");
      assertThat(scene.story()).isEqualTo("bob receives notes.txt: connection lost\n");
    });
  }

  @Test
  void aSenderThatNeverOpensAStreamIsGivenUp() {
    offered((scene, peer) -> {
      peer.say(BOB, OldClient.offer("idle", "name=\"notes.txt\" size=\"9\""));
      scene.bob().accept();
      assertThat(scene.story()).isEqualTo("bob receives notes.txt: timed out: CONNECT\n");
      assertThat(scene.place().tasks().now()).isLessThan(100 * Place.SECOND);
    });
  }

  @Test
  void anOfferThatNobodyLooksAtIsRefusedAtLast() {
    offered((scene, peer) -> {
      String id = peer.say(BOB, OldClient.offer("late", "name=\"notes.txt\" size=\"9\""));
      assertThat(scene.bob().offer().transfer().await().reason().toString()).contains("OFFER");
      scene.place().sleep(1);
      assertThat(condition(answerTo(scene, id))).isEqualTo("forbidden");
    });
  }

  @Test
  void aNameIsMadeSafe() {
    offered((scene, peer) -> {
      String name = "name=\"../../.ssh/authorized_keys\" size=\"5\"";
      peer.say(BOB, OldClient.offer("evil", name));
      IncomingOffer offer = scene.bob().offer();
      assertThat(offer.safeName()).doesNotContain("/").doesNotContain("..");
      offer.accept(scene.bob().vault());
      scene.place().sleep(1);
      sendInBand(peer, "evil", "hello");
      offer.transfer().await();
      assertThat(scene.bob().vault().received())
          .extracting(Received::name)
          .containsExactly(offer.safeName());
    });
  }

  @Test
  void anOfferThatCannotBeEncryptedIsRefusedWhereThatIsRequired() {
    var strict = JingleSettings.standard().encrypt(Encrypt.REQUIRED);
    SimWorld.underSeeds(
        1,
        world ->
            Scene.in(
                world,
                XmppSettings.standard(),
                new XmppSettings(strict, List.of()),
                scene -> {
                  OldClient.Script silent = (_, _) -> Optional.empty();
                  try (OldClient peer = new OldClient(scene.place(), "dora", silent)) {
                    Xml no = peer.ask(BOB, OldClient.offer("clear", "name=\"a\" size=\"5\""));
                    assertThat(StanzaError.in(no).says("no-valid-streams")).isTrue();
                    assertThat(scene.bob().ferry().transfers()).isEmpty();
                  }
                }));
  }

  @Test
  void aThousandOffersAreCapped() {
    Scene.underSeeds(
        1,
        scene -> {
          OldClient.Script silent = (_, _) -> Optional.empty();
          try (OldClient peer = new OldClient(scene.place(), "dora", silent)) {
            for (int i = 0; i < 1000; i++) {
              peer.say(BOB, OldClient.offer("s" + i, "name=\"junk\" size=\"9\""));
            }
            scene.place().sleep(5);
            assertThat(scene.bob().ferry().transfers()).hasSize(32);
          }
        });
  }
}
