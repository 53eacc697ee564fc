package dev.ferry.sim.xmpp;

import static dev.ferry.sim.xmpp.TwoClients.ALICE;
import static dev.ferry.sim.xmpp.TwoClients.BOB;
import static dev.ferry.sim.xmpp.TwoClients.MILLI;
import static dev.ferry.sim.xmpp.TwoClients.ask;
import static dev.ferry.sim.xmpp.TwoClients.from;
import static dev.ferry.sim.xmpp.TwoClients.message;
import static dev.ferry.sim.xmpp.TwoClients.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.sim.xmpp.Passage.Fate;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server misbehaves when told to, and only then. */
class SimXmppFaultsTest {
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
