package dev.ferry.sim.xmpp;

import static dev.ferry.sim.xmpp.TwoClients.ALICE;
import static dev.ferry.sim.xmpp.TwoClients.BOB;
import static dev.ferry.sim.xmpp.TwoClients.MILLI;
import static dev.ferry.sim.xmpp.TwoClients.SERVER;
import static dev.ferry.sim.xmpp.TwoClients.URN;
import static dev.ferry.sim.xmpp.TwoClients.ask;
import static dev.ferry.sim.xmpp.TwoClients.from;
import static dev.ferry.sim.xmpp.TwoClients.message;
import static dev.ferry.sim.xmpp.TwoClients.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.xmpp.Passage.Fate;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server routes as a real one does. */
class SimXmppTest {
  @Test
  void aRequestAndItsAnswerPassBetweenFullAddresses() {
    with(place -> {
      place.alice().send(ask(BOB, "1").with("from", "liar@example.org/x"));
      Xml request = place.stanza(place.bob());
      assertThat(from(request)).isEqualTo(ALICE.toString());
      place.bob().send(Iq.read(request, SERVER).orElseThrow().result());
      Xml result = place.stanza(place.alice());
      assertThat(from(result)).isEqualTo(BOB.toString());
      assertThat(result.attribute("type")).contains("result");
      assertThat(place.server().passages())
          .extracting(Passage::fate)
          .containsExactly(Fate.ROUTED, Fate.ROUTED);
    });
  }

  @Test
  void anAbsentResourceIsServiceUnavailable() {
    with(place -> {
      Jid absent = BOB.withResource("tablet");
      place.alice().send(ask(absent, "7"));
      Xml error = place.stanza(place.alice());
      assertThat(error.attribute("id")).contains("7");
      assertThat(from(error)).isEqualTo(absent.toString());
      assertThat(StanzaError.in(error).condition()).isEqualTo("service-unavailable");
    });
  }

  @Test
  void aRequestNobodyServesIsRefusedByTheLink() {
    with(place -> {
      place.alice().send(new Iq(BOB, "1", Iq.Type.GET, Xml.of("else", URN)).toXml());
      assertThat(place.bob().take(place.tasks().in(MILLI))).isEmpty();
      assertThat(StanzaError.in(place.stanza(place.alice())).condition())
          .isEqualTo("service-unavailable");
    });
  }

  @Test
  void theServerAnswersForAccountsAndForItself() {
    with(place -> {
      Xml info = Xml.of("query", ServerAnswers.INFO);
      for (Jid to : List.of(BOB.bare(), SERVER)) {
        place.alice().send(new Iq(to, "1", Iq.Type.GET, info).toXml());
        Xml answer = place.stanza(place.alice());
        assertThat(from(answer)).isEqualTo(to.toString());
        assertThat(answer.attribute("type")).contains("result");
      }
      Jid nobody = Jid.of("nobody@example.org");
      place.alice().send(new Iq(nobody, "2", Iq.Type.GET, info).toXml());
      assertThat(StanzaError.in(place.stanza(place.alice())).condition())
          .isEqualTo("service-unavailable");
      place.alice().send(new Iq(Jid.of("else.where"), "3", Iq.Type.GET, info).toXml());
      assertThat(StanzaError.in(place.stanza(place.alice())).condition())
          .isEqualTo("remote-server-not-found");
    });
  }

  @Test
  void presenceReachesAllWhoArePresentAndNewcomersSeeTheOthers() {
    with(place -> {
      Xml mine = Xml.of("presence", Iq.NAMESPACE).with(Xml.of("c", "urn:caps"));
      place.bob().send(Xml.of("presence", Iq.NAMESPACE));
      assertThat(from(place.stanza(place.bob()))).isEqualTo(BOB.toString());
      place.alice().send(mine);
      Xml seen = place.stanza(place.bob());
      assertThat(from(seen)).isEqualTo(ALICE.toString());
      assertThat(seen.child("c", "urn:caps")).isPresent();
      assertThat(from(place.stanza(place.alice()))).isEqualTo(BOB.toString());
      assertThat(from(place.stanza(place.alice()))).isEqualTo(ALICE.toString());
      place.alice().close();
      Xml gone = place.stanza(place.bob());
      assertThat(from(gone)).isEqualTo(ALICE.toString());
      assertThat(gone.attribute("type")).contains("unavailable");
    });
  }

  @Test
  void aMessageToABareAddressReachesAllWhoArePresent() {
    with(place -> {
      place.bob().send(Xml.of("presence", Iq.NAMESPACE));
      place.stanza(place.bob());
      place.alice().send(message(BOB.bare(), "hello"));
      assertThat(place.stanza(place.bob()).childText("body")).contains("hello");
      place.alice().send(message(ALICE.bare(), "nobody is present"));
      assertThat(place.next(place.alice())).isEmpty();
    });
  }

  @Test
  void closingUnblocksWhoeverTakes() {
    with(place -> {
      List<Optional<LinkEvent>> taken = new ArrayList<>();
      TaskHandle taker =
          place.tasks().fork("taker", () -> taken.add(place.bob().take(Tasks.NEVER)));
      place.bob().close();
      place.bob().close();
      taker.join();
      assertThat(taken.getFirst()).contains(new LinkEvent.Lost("closed here"));
    });
  }

  @Test
  void aNewConnectionReplacesTheOldOne() {
    with(place -> {
      try (StanzaLink again = place.server().connect(BOB)) {
        assertThat(place.next(place.bob()).orElseThrow()).isInstanceOf(LinkEvent.Lost.class);
        place.bob().close();
        place.alice().send(message(BOB, "hello"));
        assertThat(place.stanza(again).childText("body")).contains("hello");
      }
    });
  }
}
