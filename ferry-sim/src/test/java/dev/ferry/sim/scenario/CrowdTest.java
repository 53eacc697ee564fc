package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Completed;
import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.port.StanzaLink;
import dev.ferry.sim.xmpp.Passage;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One peer offers far more than anybody wants, and sends before it may. */
class CrowdTest {
  private static final int OFFERS = 1000;
  private static final int TAKEN = 32;

  private static Xml offer(Party to, int number) {
    String text =
        """
        <iq xmlns="jabber:client" type="set" to="%1$s" id="offer-%2$d"><jingle
        xmlns="urn:xmpp:jingle:1" action="session-initiate" sid="s%2$d"><content
        creator="initiator" name="f" senders="initiator"><description
        xmlns="urn:xmpp:jingle:apps:file-transfer:5"><file><name>junk</name><size>9</size></file>
        </description><transport xmlns="urn:xmpp:jingle:transports:ibb:1" block-size="4096"
        sid="stream%2$d"/></content></jingle></iq>\
        """
            .formatted(to.jid(), number);
    return XmlText.read(text).orElseThrow();
  }

  private static Xml inBand(Party to, String id, Xml element) {
    return new Iq(to.jid(), id, Iq.Type.SET, element).toXml();
  }

  private static List<String> answers(Scene scene, StanzaLink eve, String prefix) {
    return scene.place().server().passages().stream()
        .map(Passage::stanza)
        .filter(s -> s.attribute("to").filter(eve.self().toString()::equals).isPresent())
        .filter(s -> s.attribute("id").orElse("").startsWith(prefix))
        .map(s -> s.attribute("type").orElse("") + (says(s) ? " resource-constraint" : ""))
        .toList();
  }

  private static boolean says(Xml stanza) {
    return stanza.toString().contains("<resource-constraint");
  }

  @Test
  void aThousandOffersAreCappedAndTheDeviceGoesOnWorking() {
    Scene.underSeeds(
        2,
        scene -> {
          try (StanzaLink eve = scene.place().server().connect(Place.jid("eve"))) {
            for (int i = 0; i < OFFERS; i++) {
              eve.send(offer(scene.bob(), i));
            }
            scene.place().sleep(5);
            List<String> answers = answers(scene, eve, "offer-");
            assertThat(answers).filteredOn("result"::equals).hasSize(TAKEN);
            assertThat(answers)
                .filteredOn("error resource-constraint"::equals)
                .hasSize(OFFERS - TAKEN);
            assertThat(scene.bob().ferry().transfers()).hasSize(TAKEN);

            Transfer out = scene.send(scene.file("song.ogg", 100_000), Route.DIRECT);
            IncomingOffer next = scene.bob().offer();
            while (!next.transfer().file().name().equals("song.ogg")) {
              next = scene.bob().offer();
            }
            next.accept(scene.bob().vault());
            assertThat(out.await().reason()).isInstanceOf(Completed.class);
            assertThat(scene.bob().vault().received()).hasSize(1);
          }
        });
  }

  @Test
  void offersByBothProtocolsCountTogether() {
    Scene.underSeeds(
        2,
        scene -> {
          try (StanzaLink eve = scene.place().server().connect(Place.jid("eve"))) {
            int old = 20;
            for (int i = 0; i < old; i++) {
              Xml offer =
                  XmlText.read(OldClient.offer("junk" + i, "name=\"junk\" size=\"9\""))
                      .orElseThrow();
              eve.send(inBand(scene.bob(), "old-" + i, offer));
            }
            scene.place().sleep(1);
            for (int i = 0; i < TAKEN; i++) {
              eve.send(offer(scene.bob(), i));
            }
            scene.place().sleep(5);
            List<String> answers = answers(scene, eve, "offer-");
            assertThat(answers).filteredOn("result"::equals).hasSize(TAKEN - old);
            assertThat(answers).filteredOn("error resource-constraint"::equals).hasSize(old);
            assertThat(scene.bob().ferry().transfers()).hasSize(TAKEN);
          }
        });
  }

  @Test
  void bytesThatComeBeforeTheYesAreRefusedAndStoredNowhere() {
    Scene.underSeeds(
        4,
        scene -> {
          try (StanzaLink eve = scene.place().server().connect(Place.jid("eve"))) {
            String ibb = "http://jabber.org/protocol/ibb";
            eve.send(offer(scene.bob(), 1));
            scene.bob().offer();
            Xml open = Xml.of("open", ibb).with("sid", "stream1").with("block-size", "4096");
            Xml data = Xml.of("data", ibb).with("sid", "stream1").with("seq", "0").withText("AAAA");
            eve.send(inBand(scene.bob(), "early-open", open));
            eve.send(inBand(scene.bob(), "early-data", data));
            scene.place().sleep(1);
            assertThat(answers(scene, eve, "early-")).containsExactly("error", "error");
            assertThat(scene.bob().vault().leftovers()).isEmpty();
            assertThat(scene.bob().vault().received()).isEmpty();
          }
        });
  }
}
