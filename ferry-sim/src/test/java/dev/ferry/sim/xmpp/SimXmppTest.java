package dev.ferry.sim.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.xmpp.Passage.Fate;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

/** The server routes as a real one does, and misbehaves only when told to. */
class SimXmppTest {
  private static final long MILLI = 1_000_000;
  private static final Jid ALICE = Jid.of("alice@example.org/desk");
  private static final Jid BOB = Jid.of("bob@example.org/phone");
  private static final Jid SERVER = Jid.of("example.org");
  private static final String URN = "urn:example";

  /** A server with two clients, each of whom serves requests named {@code ask}. */
  private record Place(SimWorld world, SimXmpp server, StanzaLink alice, StanzaLink bob) {
    Tasks tasks() {
      return world.tasks();
    }

    Optional<LinkEvent> next(StanzaLink link) throws InterruptedException {
      return link.take(tasks().in(1000 * MILLI));
    }

    Xml stanza(StanzaLink link) throws InterruptedException {
      return next(link)
          .filter(LinkEvent.Received.class::isInstance)
          .map(e -> ((LinkEvent.Received) e).stanza())
          .orElseThrow(() -> new AssertionError(link.self() + " got no stanza"));
    }
  }

  @FunctionalInterface
  private interface Life {
    void live(Place place) throws Exception;
  }

  private static void with(Life life) {
    for (long seed = 0; seed < 20; seed++) {
      SimWorld.run(
              seed,
              world -> {
                SimXmpp server = new SimXmpp(world.tasks(), "example.org", world::log);
                try (StanzaLink alice = server.connect(ALICE);
                    StanzaLink bob = server.connect(BOB)) {
                  alice.serve(new QName(URN, "ask"));
                  bob.serve(new QName(URN, "ask"));
                  life.live(new Place(world, server, alice, bob));
                }
                assertThat(server.open()).isEmpty();
              })
          .check();
    }
  }

  private static Xml ask(Jid to, String id) {
    return new Iq(to, id, Iq.Type.SET, Xml.of("ask", URN)).toXml();
  }

  private static Xml message(Jid to, String words) {
    return Xml.of("message", Iq.NAMESPACE)
        .with("to", to.toString())
        .with(Xml.of("body", Iq.NAMESPACE).withText(words));
  }

  private static String from(Xml stanza) {
    return stanza.attribute("from").orElse("");
  }

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
  void stanzasTakeTheirTimeAndKeepTheirOrder() {
    with(place -> {
      place.server().latency(50 * MILLI);
      place
          .server()
          .rule((from, stanza) ->
              stanza.childText("body").filter("0"::equals).isPresent()
                  ? new Verdict.Delay(300 * MILLI)
                  : new Verdict.Pass());
      for (int i = 0; i < 5; i++) {
        place.alice().send(message(BOB, String.valueOf(i)));
      }
      List<String> heard = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        heard.add(place.stanza(place.bob()).childText("body").orElseThrow());
      }
      assertThat(heard).containsExactly("0", "1", "2", "3", "4");
      assertThat(place.tasks().now()).isEqualTo(350 * MILLI);
    });
  }

  @Test
  void aDelayOfOneSenderDoesNotHoldBackAnother() {
    with(place -> {
      try (StanzaLink eve = place.server().connect(Jid.of("eve@example.org/e"))) {
        place
            .server()
            .rule((from, stanza) ->
                from.equals(ALICE) ? new Verdict.Delay(300 * MILLI) : new Verdict.Pass());
        place.alice().send(message(BOB, "late"));
        eve.send(message(BOB, "soon"));
        assertThat(place.stanza(place.bob()).childText("body")).contains("soon");
        assertThat(place.stanza(place.bob()).childText("body")).contains("late");
      }
    });
  }

  @Test
  void aRuleDropsAndChangesStanzas() {
    with(place -> {
      place
          .server()
          .rule((from, stanza) ->
              switch (stanza.childText("body").orElse("")) {
                case "lose me" -> new Verdict.Drop();
                case "change me" ->
                    new Verdict.Replace(
                        List.of(
                            message(BOB, "changed"),
                            message(BOB, "forged").with("from", "x@example.org/x")));
                default -> new Verdict.Pass();
              });
      place.alice().send(message(BOB, "lose me"));
      place.alice().send(message(BOB, "change me"));
      Xml changed = place.stanza(place.bob());
      assertThat(changed.childText("body")).contains("changed");
      assertThat(from(changed)).isEqualTo(ALICE.toString());
      assertThat(from(place.stanza(place.bob()))).isEqualTo("x@example.org/x");
      assertThat(place.server().passages()).extracting(Passage::fate).contains(Fate.DROPPED);
    });
  }

  @Test
  void anInterruptedStreamLosesNothing() {
    with(place -> {
      place.server().latency(10 * MILLI);
      place.alice().send(message(BOB, "0"));
      place.server().interrupt(BOB);
      place.alice().send(message(BOB, "1"));
      place.bob().send(message(ALICE, "a"));
      place.bob().send(message(ALICE, "b"));
      assertThat(place.next(place.bob()).orElseThrow()).isInstanceOf(LinkEvent.Interrupted.class);
      assertThat(place.next(place.bob())).isEmpty();
      assertThat(place.next(place.alice())).isEmpty();
      place.server().resume(BOB);
      place.bob().send(message(ALICE, "c"));
      place.alice().send(message(BOB, "2"));
      assertThat(place.next(place.bob()).orElseThrow()).isInstanceOf(LinkEvent.Resumed.class);
      for (String words : List.of("0", "1", "2")) {
        assertThat(place.stanza(place.bob()).childText("body")).contains(words);
      }
      for (String words : List.of("a", "b", "c")) {
        assertThat(place.stanza(place.alice()).childText("body")).contains(words);
      }
    });
  }

  @Test
  void aLostStreamSaysSoAndAnswersWhatItHeld() {
    with(place -> {
      place.server().interrupt(BOB);
      place.alice().send(ask(BOB, "9"));
      place.server().lose(BOB, "gone for good");
      assertThat(StanzaError.in(place.stanza(place.alice())).condition())
          .isEqualTo("service-unavailable");
      assertThat(place.next(place.bob()).orElseThrow()).isInstanceOf(LinkEvent.Interrupted.class);
      assertThat(place.next(place.bob())).contains(new LinkEvent.Lost("gone for good"));
      assertThatThrownBy(() -> place.bob().send(message(ALICE, "x")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("gone for good");
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

  @Test
  void asTextAStanzaThatIsTooLongEndsTheStream() {
    with(place -> {
      place.server().passAsText(500);
      Xml odd = message(BOB, "a < b & c > \"d\" \u0001 \uD83D\uDE00");
      place.alice().send(odd);
      assertThat(place.stanza(place.bob()).childText("body"))
          .contains("a < b & c > \"d\" \uFFFD \uD83D\uDE00");
      place.alice().send(message(BOB, "x".repeat(600)));
      LinkEvent end = place.next(place.alice()).orElseThrow();
      assertThat(end).isInstanceOf(LinkEvent.Lost.class);
      assertThat(((LinkEvent.Lost) end).why()).contains("policy-violation");
    });
  }

  @Test
  void theServerMayInventStanzas() {
    with(place -> {
      place.server().inject(BOB, ask(BOB, "1").with("from", "eve@example.org/e"));
      assertThat(from(place.stanza(place.bob()))).isEqualTo("eve@example.org/e");
    });
  }
}
