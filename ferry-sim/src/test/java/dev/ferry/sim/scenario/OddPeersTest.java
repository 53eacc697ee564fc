package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Offered;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stanzas that cross, come twice, early, out of order, or propose what is not wanted. */
class OddPeersTest {
  private static final int SEEDS = 8;
  private static final long SIZE = 400_000;
  private static final String JINGLE = "urn:xmpp:jingle:1";

  private static final String COMPLETED =
      """
      alice sends song.ogg: completed, HASH, %1$s
      bob receives song.ogg: completed, HASH, %1$s
      bob has song.ogg, 400000 bytes
      """;

  private static boolean is(Xml stanza, String action) {
    return stanza
        .child("jingle", JINGLE)
        .flatMap(j -> j.attribute("action"))
        .filter(action::equals)
        .isPresent();
  }

  private static boolean isRequest(Xml stanza) {
    return stanza.name().equals("iq") && stanza.attribute("type").filter("set"::equals).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void everyJingleStanzaComesTwice(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene
              .place()
              .server()
              .rule((_, stanza) ->
                  isRequest(stanza) && stanza.child("jingle", JINGLE).isPresent()
                      ? new Verdict.Replace(
                          List.of(stanza, stanza.with("id", "again" + stanza.attribute("id"))))
                      : new Verdict.Pass());
          scene.send(scene.file("song.ogg", SIZE), route);
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(COMPLETED.formatted(route));
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theAnswerOvertakesTheAcknowledgementOfTheOffer(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          List<Xml> held = new ArrayList<>();
          List<String> offers = new ArrayList<>();
          scene
              .place()
              .server()
              .rule((from, stanza) -> {
                if (is(stanza, "session-initiate")) {
                  offers.add(stanza.attribute("id").orElseThrow());
                  return new Verdict.Pass();
                }
                if (from.equals(scene.bob().jid())
                    && offers.contains(stanza.attribute("id").orElse(""))
                    && !isRequest(stanza)) {
                  held.add(stanza);
                  return new Verdict.Drop();
                }
                return is(stanza, "session-accept")
                    ? new Verdict.Replace(List.of(stanza, held.getFirst()))
                    : new Verdict.Pass();
              });
          scene.send(scene.file("song.ogg", SIZE), route);
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(COMPLETED.formatted(route));
          assertThat(held).hasSize(1);
        });
  }

  @Test
  void twoContentsInOneOfferAndOneIsTaken() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene
              .place()
              .server()
              .rule((_, stanza) ->
                  is(stanza, "session-initiate")
                      ? new Verdict.Replace(List.of(withSecondContent(stanza)))
                      : new Verdict.Pass());
          scene.send(scene.file("song.ogg", SIZE), Route.DIRECT);
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(COMPLETED.formatted("direct"));
          assertThat(scene.place().server().passages())
              .filteredOn(p -> is(p.stanza(), "content-remove"))
              .singleElement()
              .satisfies(p -> assertThat(p.stanza().toString()).contains("name=\"second\""));
        });
  }

  private static Xml withSecondContent(Xml stanza) {
    Xml jingle = stanza.child("jingle", JINGLE).orElseThrow();
    Xml both = jingle.with(other(jingle).children());
    return new Xml(
        stanza.name(), stanza.namespace(), stanza.attributes(), List.of(both), stanza.text());
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void anotherTransportOrContentIsRejectedAndTheTransferGoesOn(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Transfer out = scene.send(scene.file("song.ogg", SIZE), route);
          scene.until(out, Offered.class);
          IncomingOffer offer = scene.bob().offer();
          Xml jingle =
              scene.place().server().passages().stream()
                  .filter(p -> is(p.stanza(), "session-initiate"))
                  .flatMap(p -> p.stanza().child("jingle", JINGLE).stream())
                  .findFirst()
                  .orElseThrow();
          propose(scene, jingle, "transport-replace");
          propose(scene, other(jingle), "content-add");
          scene.place().sleep(1);
          offer.accept(scene.bob().vault());
          propose(scene, jingle, "transport-replace");
          assertThat(scene.story()).isEqualTo(COMPLETED.formatted(route));
          assertThat(scene.place().server().passages())
              .filteredOn(p -> is(p.stanza(), "transport-reject"))
              .hasSize(2);
          assertThat(scene.place().server().passages())
              .filteredOn(p -> is(p.stanza(), "content-reject"))
              .hasSize(1);
        });
  }

  /** The same with a content of another name. */
  private static Xml other(Xml jingle) {
    Xml content = jingle.child("content").orElseThrow().with("name", "second");
    return new Xml(
        jingle.name(), jingle.namespace(), jingle.attributes(), List.of(content), jingle.text());
  }

  private static void propose(Scene scene, Xml jingle, String action) {
    Xml request =
        new Iq(scene.alice().jid(), "odd-" + action, Iq.Type.SET, jingle.with("action", action))
            .toXml()
            .with("from", scene.bob().jid().toString());
    scene.place().server().inject(scene.alice().jid(), request);
  }

  @Test
  void ofTwoOffersOfTheSameFileThatCrossOneGoesOn() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Instant then = Instant.parse("2026-01-01T00:00:00Z");
          SimFile file = scene.file("song.ogg", SIZE).modified(then);
          scene.send(file, Route.DIRECT);
          scene.bob().send(file, scene.alice(), Route.DIRECT);
          scene.place().sleep(1);
          List<Party> offered = new ArrayList<>();
          for (Party party : scene.place().parties()) {
            var offer = party.ferry().nextOffer(scene.place().tasks().now());
            offer.ifPresent(o -> {
              offered.add(party);
              o.accept(party.vault());
            });
          }
          assertThat(offered).hasSize(1);
          boolean bobGotIt = offered.getFirst().equals(scene.bob());
          assertThat(scene.story())
              .isEqualTo(
                  (bobGotIt
                          ? """
                          alice sends song.ogg: completed, HASH, direct
                          bob sends song.ogg: LOST
                          bob receives song.ogg: completed, HASH, direct
                          bob has song.ogg, 400000 bytes
                          """
                          : """
                          alice sends song.ogg: LOST
                          alice receives song.ogg: completed, HASH, direct
                          bob sends song.ogg: completed, HASH, direct
                          alice has song.ogg, 400000 bytes
                          """)
                      .replace(
                          "LOST",
                          "unreachable: the peer offers the same file at this very moment"));
        });
  }

  @Test
  void twoOffersOfDifferentFilesThatCrossBothSucceed() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", SIZE), Route.DIRECT);
          scene.bob().send(scene.file("talk.ogg", SIZE), scene.alice(), Route.DIRECT);
          scene.bob().accept();
          scene.alice().accept();
          assertThat(scene.story())
              .isEqualTo(
                  """
                  alice sends song.ogg: completed, HASH, direct
                  alice receives talk.ogg: completed, HASH, direct
                  bob sends talk.ogg: completed, HASH, direct
                  bob receives song.ogg: completed, HASH, direct
                  alice has talk.ogg, 400000 bytes
                  bob has song.ogg, 400000 bytes
                  """);
        });
  }
}
