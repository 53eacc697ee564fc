package dev.ferry.sim.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Presence tells which devices of an account can be talked to. */
class WhoIsOnlineTest {
  private static final Jid ALICE = Jid.of("alice@example.org/desk");
  private static final Jid BOB = Jid.of("bob@example.org");

  private static Xml presence(String from, String type) {
    Xml presence = Xml.of("presence", Iq.NAMESPACE).with("from", from);
    return type.isEmpty() ? presence : presence.with("type", type);
  }

  @Test
  void namesTheResourceOfTheHighestPriorityFirst() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      place.join(BOB.withResource("low")).show(-3);
      place.join(BOB.withResource("high")).show(7);
      place.join(BOB.withResource("none")).show(0);
      place.pass(1);

      assertThat(alice.presences().resources(BOB))
          .extracting(Jid::resource)
          .containsExactly("high", "none", "low");
    });
  }

  @Test
  void forgetsAResourceThatLeaves() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      Talker phone = place.join(BOB.withResource("phone"));
      phone.show(0);
      place.join(BOB.withResource("desk")).show(0);
      place.pass(1);

      phone.leave();
      place.pass(1);

      assertThat(alice.presences().resources(BOB)).containsExactly(BOB.withResource("desk"));
    });
  }

  @Test
  void forgetsAResourceWhoseStreamIsLost() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      Jid phone = BOB.withResource("phone");
      place.join(phone).show(0);
      place.pass(1);

      place.server().lose(phone, "battery");
      place.pass(1);

      assertThat(alice.presences().resources(BOB)).isEmpty();
    });
  }

  @Test
  void waitsForAResourceThatIsNotKnownYet() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      Jid desk = BOB.withResource("desk");
      place.join(desk).show(0);
      Talker bob = place.join(BOB.withResource("phone"));
      place
          .scope()
          .fork(
              "bob",
              () -> {
                place.pass(2);
                bob.show(0);
              });

      assertThat(alice.presences().awaitOther(BOB, Set.of(), place.in(1))).isTrue();
      assertThat(alice.presences().awaitOther(BOB, Set.of(desk), place.in(1))).isFalse();
      assertThat(alice.presences().awaitOther(BOB, Set.of(desk), place.in(5))).isTrue();
    });
  }

  @Test
  void understandsPresenceThatMakesNoSense() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      Xml odd = Xml.of("priority", Iq.NAMESPACE).withText("very");
      place.server().inject(ALICE, presence("bob@example.org/odd", "").with(odd));
      place.server().inject(ALICE, presence("bob@example.org/x", "subscribe"));
      place.server().inject(ALICE, presence("bob@example.org", ""));
      place.server().inject(ALICE, presence("@", ""));
      place.server().inject(ALICE, Xml.of("presence", Iq.NAMESPACE));
      place.pass(1);

      assertThat(alice.presences().resources(BOB)).containsExactly(BOB.withResource("odd"));
    });
  }

  @Test
  void forgetsAnAccountThatIsGoneAsAWhole() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      for (String resource : List.of("a", "b")) {
        place.server().inject(ALICE, presence("bob@example.org/" + resource, ""));
      }
      place.server().inject(ALICE, presence("bob@example.org", "unavailable"));
      place.pass(1);

      assertThat(alice.presences().resources(BOB)).isEmpty();
    });
  }

  @Test
  void keepsTheLatestOfAFlood() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      for (int i = 0; i < 200; i++) {
        place.server().inject(ALICE, presence("bob@example.org/" + i, ""));
      }
      place.pass(1);

      assertThat(alice.presences().resources(BOB)).hasSize(32).contains(BOB.withResource("199"));
    });
  }
}
