package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Habits and lies of old clients, which must neither confuse nor deceive. */
class OldClientsTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 300_000;
  private static final Jid BOB = Place.jid("bob");

  /** Alice offers a file to a client that answers by a script. */
  private static void expectSent(String ending, OldClient.Script script) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          try (OldClient peer = new OldClient(scene.place(), "dora", script)) {
            Transfer out = offer(scene, peer);
            assertThat(Story.words(out.await().reason())).isEqualTo(ending);
          }
        });
  }

  private static Transfer offer(Scene scene, OldClient to) {
    return scene
        .alice()
        .ferry()
        .send(new Peer.Xmpp(to.jid().bare()), scene.file("song.ogg", SIZE), SendOptions.standard());
  }

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
  void aNoIsANo() {
    expectSent(
        "declined",
        (_, request) -> Optional.of(request.refusal(StanzaError.of("cancel", "forbidden"))));
  }

  @Test
  void aClientThatTakesNoStreamOfOursIsNotReached() {
    expectSent(
        "no route",
        (_, request) ->
            Optional.of(
                request.refusal(
                    StanzaError.of("cancel", "bad-request")
                        .specific("no-valid-streams", OldClient.SI))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jabber:iq:oob", "http://jabber.org/protocol/sheep"})
  void aYesToWhatWasNotOfferedIsTheirFault(String method) {
    expectSent(
        "peer fault: the peer says yes, but to no kind of stream that was offered",
        (_, request) -> Optional.of(OldClient.yes(request, method, "")));
  }

  @ParameterizedTest
  @CsvSource({
    "offset='300001', 300001",
    "offset='9223372036854775807', 9223372036854775807",
    "offset='1' length='300000', 1",
  })
  void aRangeOutsideOfTheFileIsTheirFaultAndNothingIsSent(String range, long from) {
    expectSent(
        "peer fault: the receiver asks for bytes from %d on, but the file has 300000"
            .formatted(from),
        (_, request) ->
            Optional.of(
                OldClient.yes(
                    request,
                    OldClient.IBB,
                    "<file xmlns='" + OldClient.PROFILE + "'><range " + range + "/></file>")));
  }

  @Test
  void aPartOfTheFileIsSentWhenThatIsAllTheyWant() {
    var taken = new StringBuilder();
    Scene.underSeeds(
        1,
        scene -> {
          OldClient.Script script =
              (_, request) -> {
                if (request.payload().is("si", OldClient.SI)) {
                  assertThat(request.payload().child("file", OldClient.PROFILE))
                      .hasValueSatisfying(f -> assertThat(f.child("range")).isPresent());
                  String range = "<range offset='299990'/>";
                  return Optional.of(
                      OldClient.yes(
                          request,
                          OldClient.IBB,
                          "<file xmlns='" + OldClient.PROFILE + "'>" + range + "</file>"));
                }
                if (request.payload().is("data", OldClient.IBB)) {
                  taken.append(Base64.getDecoder().decode(request.payload().text()).length);
                }
                return Optional.of(request.result());
              };
          try (OldClient peer = new OldClient(scene.place(), "dora", script)) {
            assertThat(Story.words(offer(scene, peer).await().reason()))
                .isEqualTo("completed, SENT_ONLY");
          }
        });
    assertThat(taken).hasToString("10");
  }

  /** As libpurple does, which has put its stream away by then. */
  @Test
  void anInBandStreamWhoseEndIsNotAnsweredHasStillCarriedTheFile() {
    expectSent(
        "completed, SENT_ONLY",
        (_, request) ->
            switch (request.payload().name()) {
              case "si" -> Optional.of(OldClient.yes(request, OldClient.IBB, ""));
              case "close" -> Optional.empty();
              default -> Optional.of(request.result());
            });
  }

  @Test
  void aClientThatForgetsTheFileAfterItsYesHasGivenItUp() {
    expectSent(
        "cancelled THERE",
        (_, request) ->
            Optional.of(
                request.payload().is("si", OldClient.SI)
                    ? OldClient.yes(request, OldClient.BYTESTREAMS, "")
                    : request.refusal(StanzaError.of("cancel", "not-acceptable"))));
  }

  @Test
  void aPlaceThatWasNeverOfferedIsNotTakenForAStream() {
    expectSent(
        "no route",
        (_, request) -> {
          if (request.payload().is("si", OldClient.SI)) {
            return Optional.of(OldClient.yes(request, OldClient.BYTESTREAMS, ""));
          }
          Xml used =
              Xml.of("query", OldClient.BYTESTREAMS)
                  .with(
                      Xml.of("streamhost-used", OldClient.BYTESTREAMS)
                          .with("jid", "evil.example.com"));
          return Optional.of(
              request.payload().is("query", OldClient.BYTESTREAMS)
                  ? request.result(used)
                  : request.refusal(StanzaError.of("cancel", "item-not-found")));
        });
  }

  @Test
  void anOfferThatIsNeverAnsweredTimesOut() {
    expectSent("timed out: OFFER", (_, _) -> Optional.empty());
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

  private static void sendInBand(OldClient peer, String sid, String content) throws Exception {
    String text = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.US_ASCII));
    String open = "<open xmlns='%s' sid='%s' block-size='4096'/>";
    String data = "<data xmlns='%s' sid='%s' seq='0'>%s</data>";
    assertThat(condition(peer.ask(BOB, open.formatted(OldClient.IBB, sid)))).isEqualTo("result");
    peer.say(BOB, data.formatted(OldClient.IBB, sid, text));
    peer.say(BOB, "<close xmlns='%s' sid='%s'/>".formatted(OldClient.IBB, sid));
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
  void nothingGoesByAProtocolThatCannotEncryptWhenEncryptionIsRequired() {
    Scene.underSeeds(
        1,
        scene -> {
          OldClient.Script yes =
              (_, request) -> Optional.of(OldClient.yes(request, OldClient.IBB, ""));
          try (OldClient peer = new OldClient(scene.place(), "dora", yes)) {
            Transfer out =
                scene
                    .alice()
                    .ferry()
                    .send(
                        new Peer.Xmpp(peer.jid()),
                        scene.file("song.ogg", SIZE),
                        SendOptions.standard().encrypt(Encrypt.REQUIRED));
            assertThat(Story.words(out.await().reason()))
                .startsWith(
                    "security refused: dora@example.org/ferry knows only the old file transfer,"
                        + " which cannot encrypt");
          }
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
                new XmppSettings(strict, java.util.List.of()),
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
  void ofTwoDevicesTheOneThatKnowsJingleIsOfferedTheFileAndTheOtherIsNot() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          OldClient.Script no =
              (_, request) -> Optional.of(request.refusal(StanzaError.of("cancel", "forbidden")));
          Jid old = Jid.of("dora@example.org/a");
          try (OldClient peer = new OldClient(scene.place(), old, no);
              Foreigner modern = new Foreigner(scene.place(), "dora", (_, _) -> {})) {
            Transfer out = offer(scene, peer);
            assertThat(Story.words(out.await().reason())).isEqualTo("timed out: OFFER");
            assertThat(OldPlace.said(scene, "si")).isEmpty();
            assertThat(OldPlace.said(scene, "jingle")).isNotEmpty();
            assertThat(modern.jid()).isNotEqualTo(old);
          }
        });
  }

  @Test
  void ofTwoOldDevicesOneIsOfferedTheFileBecauseTheOfferCouldNotBeTakenBack() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          OldClient.Script no =
              (_, request) -> Optional.of(request.refusal(StanzaError.of("cancel", "forbidden")));
          try (OldClient one = new OldClient(scene.place(), Jid.of("dora@example.org/a"), no);
              OldClient two = new OldClient(scene.place(), Jid.of("dora@example.org/b"), no)) {
            assertThat(one.jid().bare()).isEqualTo(two.jid().bare());
            Transfer out = offer(scene, one);
            assertThat(Story.words(out.await().reason())).isEqualTo("declined");
            assertThat(OldPlace.said(scene, "si")).hasSize(1);
          }
        });
  }

  @Test
  void somebodyWithoutAnyFileTransferIsNotReached() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          try (var link = scene.place().server().connect(Place.jid("mute"))) {
            Transfer out =
                scene
                    .alice()
                    .ferry()
                    .send(
                        new Peer.Xmpp(link.self().bare()),
                        scene.file("song.ogg", SIZE),
                        SendOptions.standard());
            assertThat(Story.words(out.await().reason())).startsWith("unreachable: ");
          }
        });
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

  @Test
  void aFileThatWasLostGoesOnWhereItWasWhenItsHashCanBeCompared() {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          var film =
              scene.file("film.mkv", 9_000_000).modified(java.time.Instant.EPOCH.plusSeconds(9));
          scene.place().server().rule(OldPlace.givingHash(OldPlace.md5(film)));
          scene.bob().vault().slow(1_000_000);
          Transfer out = scene.send(film);
          Transfer in = scene.bob().accept();
          scene.until(in, dev.ferry.TransferState.Flowing.class);
          scene.place().sleep(4.2);
          scene.place().network().fault("alice", "bob", dev.ferry.sim.network.Fault.RESET);
          out.await();
          in.await();
          scene.bob().vault().slow(Long.MAX_VALUE);
          scene.send(film);
          scene.bob().accept();
          assertThat(scene.story())
              .isEqualTo(
                  """
                  alice sends film.mkv: connection lost
                  alice sends film.mkv: completed, SENT_ONLY, direct
                  bob receives film.mkv: connection lost
                  bob receives film.mkv: completed, WEAK_HASH, direct
                  bob has film.mkv, 9000000 bytes
                  """);
          assertThat(scene.place().server().passages())
              .filteredOn(p -> p.stanza().toString().contains("offset="))
              .isNotEmpty();
        });
  }
}
