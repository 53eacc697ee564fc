package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Offered;
import dev.ferry.port.StanzaLink;
import dev.ferry.sim.xmpp.Passage;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever knows a session's id but is not its peer can neither steer it nor learn of it. */
class StrangersTest {
  private static final int SEEDS = 5;
  private static final long SIZE = 2_000_000;
  private static final String JINGLE = "urn:xmpp:jingle:1";
  private static final String FILE = "urn:xmpp:jingle:apps:file-transfer:5";

  private static final List<String> ACTIONS =
      List.of(
          "session-accept",
          "session-terminate",
          "session-info",
          "transport-info",
          "transport-replace",
          "content-remove",
          "content-reject",
          "description-info");

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aStrangersWordChangesNothing(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          try (StanzaLink eve = scene.place().server().connect(Place.jid("eve"))) {
            forge(scene, eve, route);
          }
        });
  }

  /** Not even another device of the peer's own account. */
  @ParameterizedTest
  @ValueSource(strings = {"bob@example.org/other"})
  void theWordOfAnotherDeviceChangesNothing(String other) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          try (StanzaLink link = scene.place().server().connect(Jid.of(other))) {
            forge(scene, link, Route.DIRECT);
          }
        });
  }

  private static void forge(Scene scene, StanzaLink stranger, Route route) throws Exception {
    Transfer out = scene.send(scene.file("song.ogg", SIZE), route);
    scene.until(out, Offered.class);
    var offer = scene.bob().offer();
    Xml initiate = initiate(scene);
    int sent =
        lie(stranger, initiate, scene.alice(), "1") + lie(stranger, initiate, scene.bob(), "2");
    scene.place().sleep(1);
    offer.accept(scene.bob().vault());
    scene.until(out, Flowing.class);
    sent += lie(stranger, initiate, scene.alice(), "3") + lie(stranger, initiate, scene.bob(), "4");
    assertThat(scene.story())
        .isEqualTo(
            """
            alice sends song.ogg: completed, HASH, %1$s
            bob receives song.ogg: completed, HASH, %1$s
            bob has song.ogg, 2000000 bytes
            """
                .formatted(route));
    scene.place().sleep(1);
    List<Passage> answers =
        scene.place().server().passages().stream()
            .filter(p -> p.isTo(stranger.self().toString()))
            .filter(p -> p.stanza().attribute("id").orElse("").startsWith("lie"))
            .toList();
    assertThat(answers)
        .hasSize(sent)
        .allSatisfy(p -> assertThat(StanzaError.in(p.stanza()).says("unknown-session")).isTrue());
  }

  private static Xml initiate(Scene scene) {
    return scene.place().server().passages().stream()
        .flatMap(p -> p.stanza().child("jingle", JINGLE).stream())
        .filter(j -> j.attribute("action").filter("session-initiate"::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  /** Says everything that could steer a session, in the words of the real offer. */
  private static int lie(StanzaLink from, Xml initiate, Party to, String id) throws Exception {
    for (String action : ACTIONS) {
      Xml jingle =
          initiate
              .with("action", action)
              .with(Xml.of("reason", JINGLE).with(Xml.of("success", JINGLE)))
              .with(Xml.of("received", FILE));
      from.send(new Iq(to.jid(), "lie" + id + action, Iq.Type.SET, jingle).toXml());
    }
    return ACTIONS.size();
  }
}
