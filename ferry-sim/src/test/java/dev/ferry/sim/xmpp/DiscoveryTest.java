package dev.ferry.sim.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Caps;
import dev.ferry.xmpp.DiscoInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Devices ask each other what they can do, no oftener than they must. */
class DiscoveryTest {
  private static final Jid ALICE = Jid.of("alice@example.org/desk");
  private static final Jid BOB = Jid.of("bob@example.org/phone");
  private static final Jid CAROL = Jid.of("carol@example.org/attic");

  @Test
  void hearsWhatAnotherDeviceCanDo() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      place.join(BOB).serving("urn:a", "urn:b");

      assertThat(alice.disco().info(BOB, place.in(5))).contains(Talker.info("urn:a", "urn:b"));
    });
  }

  @Test
  void answersForItselfAndItsCapabilitiesOnly() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      place.join(BOB).serving("urn:a");
      String node = Talker.NODE + "#" + Caps.of(Talker.NODE, Talker.info("urn:a")).version();
      Xml query = Xml.of("query", ServerAnswers.INFO);

      Iq.Reply known =
          alice.router().request(BOB, Iq.Type.GET, query.with("node", node), place.in(5));
      Iq.Reply unknown =
          alice.router().request(BOB, Iq.Type.GET, query.with("node", "urn:other"), place.in(5));
      Iq.Reply set = alice.router().request(BOB, Iq.Type.SET, query, place.in(5));

      assertThat(known)
          .isInstanceOfSatisfying(
              Iq.Reply.Result.class,
              r -> assertThat(r.payload().orElseThrow().attribute("node")).contains(node));
      assertThat(unknown)
          .isEqualTo(new Iq.Reply.Refused(StanzaError.of("cancel", "item-not-found")));
      assertThat(set)
          .isEqualTo(new Iq.Reply.Refused(StanzaError.of("cancel", "feature-not-implemented")));
    });
  }

  @Test
  void hasNoItems() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      place.join(BOB).serving();

      assertThat(alice.disco().items(BOB, place.in(5))).isEmpty();
    });
  }

  @Test
  void asksOnceWhileTheAnswerIsFresh() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      place.join(BOB).serving("urn:a");

      alice.disco().info(BOB, place.in(5));
      alice.disco().info(BOB, place.in(5));
      assertThat(place.asked(BOB.toString(), ServerAnswers.INFO)).isEqualTo(1);
    });
  }

  @Test
  void asksAServiceAgainWhenItsAnswerIsOld() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      Jid server = Jid.of("example.org");

      alice.disco().info(server, place.in(5));
      place.pass(601);
      assertThat(alice.disco().info(server, place.in(5))).isPresent();
      assertThat(place.asked("example.org", ServerAnswers.INFO)).isEqualTo(2);
    });
  }

  @Test
  void asksAgainWhenPresenceShowsOtherCapabilities() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      Talker bob = place.join(BOB).serving("urn:a");
      alice.disco().info(BOB, place.in(5));

      bob.serving("urn:a", "urn:b");
      place.pass(1);

      assertThat(alice.disco().info(BOB, place.in(5)).map(DiscoInfo::features))
          .hasValueSatisfying(f -> assertThat(f).containsExactly("urn:a", "urn:b"));
    });
  }

  @Test
  void takesAVerifiedAnswerForAllWithTheSameCapabilities() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      place.join(BOB).serving("urn:a");
      place.join(CAROL).serving("urn:a");
      place.pass(1);

      assertThat(alice.disco().info(BOB, place.in(5)))
          .isEqualTo(alice.disco().info(CAROL, place.in(5)));
      assertThat(
              place.asked(BOB.toString(), ServerAnswers.INFO)
                  + place.asked(CAROL.toString(), ServerAnswers.INFO))
          .isEqualTo(1);
    });
  }

  @Test
  void believesALieAboutCapabilitiesOfNobodyButTheLiar() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      Talker bob = place.join(BOB).serving();
      bob.show(0, Caps.of(Talker.NODE, Talker.info("urn:a")));
      place.join(CAROL).serving("urn:a");
      place.pass(1);

      assertThat(alice.disco().info(BOB, place.in(5))).contains(Talker.info());
      assertThat(alice.disco().info(CAROL, place.in(5))).contains(Talker.info("urn:a"));
    });
  }

  @Test
  void doesNotLetOneThatIsSilentSpoilTheAnswersOfOthers() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      place.join(BOB).serving("urn:a");
      place.join(CAROL).serving("urn:b");
      place.server().rule((from, _) -> from.equals(BOB) ? new Verdict.Drop() : new Verdict.Pass());
      long deadline = place.in(5);

      var infos = alice.disco().infos(List.of(BOB, CAROL), deadline);

      assertThat(infos).containsOnlyKeys(CAROL);
      assertThat(place.world().tasks().now()).isEqualTo(deadline);
    });
  }

  @Test
  void givesAnswersInTheOrderAsked() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      place.join(BOB).serving("urn:a");
      place.join(CAROL).serving("urn:b");
      alice.disco().info(CAROL, place.in(5));

      var infos = alice.disco().infos(List.of(BOB, CAROL), place.in(5));

      assertThat(infos.keySet()).containsExactly(BOB, CAROL);
    });
  }

  @Test
  void endsAtOnceWhenTheOtherIsNotThere() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      long before = place.world().tasks().now();

      assertThat(alice.disco().info(BOB, place.in(5))).isEqualTo(Optional.empty());
      assertThat(place.world().tasks().now()).isEqualTo(before);
    });
  }

  @Test
  void endsAtOnceWhenTheLinkIsLost() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      place.server().lose(ALICE, "gone");

      assertThat(alice.disco().info(BOB, place.in(500))).isEmpty();
      assertThat(place.world().tasks().now()).isLessThan(place.in(-400));
    });
  }
}
