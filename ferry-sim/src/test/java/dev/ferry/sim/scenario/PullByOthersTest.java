package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Fault;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for files by clients of other makes, for parts of files, and by published names. */
class PullByOthersTest {
  private static final int SEEDS = 3;
  private static final byte[] CONTENT = content();
  private static final Jid ALICE = Place.jid("alice");

  private static byte[] content() {
    byte[] bytes = new byte[9000];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  /** What happens at a place where Alice keeps a log, with a client that keeps what it hears. */
  private interface Play {
    void act(Scene scene, Foreigner peer, Heard heard) throws Exception;
  }

  /** What a client has heard: it accepts no offer by itself. */
  private static final class Heard implements Foreigner.Script {
    private final List<Xml> all = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void heard(Foreigner self, Xml payload) throws Exception {
      all.add(payload);
      if (is(payload, "session-accept")) {
        self.say(ALICE, "<open xmlns='" + Foreigner.IBB + "' sid='b1' block-size='4096'/>");
      } else if (payload.is("data", Foreigner.IBB)) {
        bytes.writeBytes(Base64.getDecoder().decode(payload.text()));
      } else if (is(payload, "session-info")) {
        self.say(ALICE, jingle("session-info", "<received " + FILES + " name='file'/>"));
        self.say(ALICE, jingle("session-terminate", "<reason><success/></reason>"));
      }
    }

    Optional<Xml> action(String action) {
      return all.stream().filter(p -> is(p, action)).findFirst();
    }
  }

  private static final String FILES = "xmlns='urn:xmpp:jingle:apps:file-transfer:5'";

  private static boolean is(Xml payload, String action) {
    return payload.attribute("action").filter(action::equals).isPresent();
  }

  private static String jingle(String action, String inside) {
    return "<jingle xmlns='urn:xmpp:jingle:1' action='%s' sid='s1'>%s</jingle>"
        .formatted(action, inside);
  }

  private static String request(String inside) {
    return jingle(
        "session-initiate",
        """
        <content creator='initiator' name='file' senders='responder'>
          <description %s><file>%s</file></description>
          <transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='b1' block-size='4096'/>
        </content>\
        """
            .formatted(FILES, inside));
  }

  private static void play(Play play) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          SimOfferLog log = new SimOfferLog(world.tasks());
          XmppSettings usual = XmppSettings.standard();
          Scene.in(
              world,
              usual.with(log),
              usual,
              scene -> {
                Heard heard = new Heard();
                try (Foreigner peer = new Foreigner(scene.place(), "gajim", heard)) {
                  SimFile file = SimFile.of(world.tasks(), "song.ogg", CONTENT);
                  log.put(file);
                  Transfer offered =
                      scene
                          .alice()
                          .ferry()
                          .send(new Peer.Xmpp(peer.jid()), file, SendOptions.standard());
                  scene.place().sleep(2);
                  offered.cancel();
                  offered.await();
                  heard.all.clear();
                  play.act(scene, peer, heard);
                }
              });
        });
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 9000",
    "<range offset='1000'/>, 1000, 9000",
    "<range offset='1000' length='500'/>, 1000, 1500",
    "<range length='10'/>, 0, 10",
    "<range offset='9000'/>, 9000, 9000",
  })
  void thePartThatIsAskedForIsSentAndNoMore(String range, int from, int to) {
    play((scene, peer, heard) -> {
      peer.say(ALICE, request("<name>song.ogg</name><size>9000</size>" + range));
      Transfer out = scene.alice().ferry().nextServed(scene.place().soon()).orElseThrow();
      assertThat(Story.words(out.await().reason())).isEqualTo("completed, HASH");
      assertThat(heard.bytes.toByteArray()).isEqualTo(Arrays.copyOfRange(CONTENT, from, to));
      String accept = heard.action("session-accept").orElseThrow().toString();
      assertThat(accept).contains("senders=\"responder\"", "<size>9000</size>");
    });
  }

  @Test
  void aPartOutsideOfTheFileIsRefused() {
    play((scene, peer, heard) -> {
      peer.say(ALICE, request("<name>song.ogg</name><size>9000</size><range offset='9001'/>"));
      Transfer out = scene.alice().ferry().nextServed(scene.place().soon()).orElseThrow();
      assertThat(out.await().reason()).isInstanceOf(EndReason.PeerFault.class);
      assertThat(heard.action("session-accept")).isEmpty();
      assertThat(heard.action("session-terminate")).isPresent();
    });
  }

  @ParameterizedTest
  @CsvSource({
    "<name>song.ogg</name>",
    "<size>9000</size>",
    "<name>song.ogg</name><size>8999</size>",
    "<hash xmlns='urn:xmpp:hashes:2' algo='sha-1'>2jmj7l5rSw0yVb/vlWAYkK/YBwk=</hash>",
    "<jinglepub xmlns='urn:xmpp:jinglepub:1' id='' from='x@y'/>",
    "''",
  })
  void whatNamesNoFileGetsTheWordsOfTheSpecification(String selector) {
    play((scene, peer, heard) -> {
      peer.say(ALICE, request(selector));
      scene.place().sleep(5);
      assertThat(heard.action("session-terminate").orElseThrow().toString())
          .contains("<failed-application/>")
          .contains("<file-not-available xmlns=\"urn:xmpp:jingle:apps:file-transfer:errors:0\"/>")
          .contains("there is no such file for you");
    });
  }

  @Test
  void aPublishedNameGetsTheFileOfferedAgainInTheSessionNamed() {
    play((scene, peer, heard) -> {
      String id = published(scene);
      peer.ask(ALICE, "<start xmlns='urn:xmpp:jinglepub:1' id='" + id + "'/>");
      scene.place().sleep(2);
      Xml starting = peer.lastAnswer().orElseThrow();
      String sid =
          starting
              .child("starting", "urn:xmpp:jinglepub:1")
              .flatMap(s -> s.attribute("sid"))
              .orElseThrow();
      Xml initiate = heard.action("session-initiate").orElseThrow();
      assertThat(initiate.attribute("sid")).contains(sid);
      assertThat(initiate.toString()).contains("<name>song.ogg</name>");
      scene.alice().ferry().transfers().getLast().cancel();
    });
  }

  @Test
  void aNameThatIsNotPublishedIsNotAcceptable() {
    play((scene, peer, heard) -> {
      peer.ask(ALICE, "<start xmlns='urn:xmpp:jinglepub:1' id='0000'/>");
      scene.place().sleep(2);
      assertThat(peer.lastAnswer().orElseThrow().toString()).contains("<not-acceptable");
      peer.ask(ALICE, "<start xmlns='urn:xmpp:jinglepub:1'/>");
      scene.place().sleep(2);
      assertThat(peer.lastAnswer().orElseThrow().toString()).contains("<not-acceptable");
    });
  }

  /** The name that Alice gave to her offer. */
  private static String published(Scene scene) {
    return scene.place().server().passages().stream()
        .map(p -> p.stanza().toString())
        .filter(s -> s.contains("<jinglepub"))
        .map(s -> s.replaceAll("(?s).*<jinglepub[^>]* id=\"([^\"]*)\".*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasLostMidwayGoesOnWhereItWasWhenItIsAskedForAgain() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          SimOfferLog log = new SimOfferLog(world.tasks());
          XmppSettings usual = XmppSettings.standard();
          Scene.in(world, usual.with(log), usual, scene -> lostAndAskedFor(scene, log));
        });
  }

  private static void lostAndAskedFor(Scene scene, SimOfferLog log) throws Exception {
    SimFile film =
        scene.file("film.mkv", 9_000_000).modified(Instant.parse("2026-01-02T03:04:05Z"));
    log.put(film);
    scene.bob().vault().slow(1_000_000);
    Transfer out = scene.send(film);
    var offer = scene.bob().offer();
    offer.accept(scene.bob().vault());
    scene.until(offer.transfer(), Flowing.class);
    scene.place().sleep(4.2);
    scene.place().network().fault("alice", "bob", Fault.RESET);
    out.await();
    offer.transfer().await();
    scene.bob().vault().slow(Long.MAX_VALUE);
    FileOffer file = offer.transfer().file();
    Peer from = offer.transfer().peer();
    Transfer again =
        scene.bob().ferry().request(from, file, offer.publication(), scene.bob().vault());
    assertThat(Story.words(again.await().reason())).isEqualTo("completed, HASH");
    assertThat(scene.place().server().passages())
        .filteredOn(p -> p.stanza().toString().contains("senders=\"responder\""))
        .anyMatch(p -> p.stanza().toString().contains("<range offset="));
    assertThat(scene.bob().vault().leftovers()).isEmpty();
  }
}
