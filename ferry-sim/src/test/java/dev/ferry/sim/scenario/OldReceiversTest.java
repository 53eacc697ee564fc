package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Old clients that are offered a file: their habits and lies must neither confuse nor deceive. */
class OldReceiversTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 300_000;

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
}
