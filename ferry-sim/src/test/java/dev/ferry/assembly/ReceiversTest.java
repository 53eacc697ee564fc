package dev.ferry.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.jingle.FileDescriptionCodec;
import dev.ferry.jingle.JingleCodec;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.sim.xmpp.Talker;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.Caps;
import dev.ferry.xmpp.Roster;
import org.junit.jupiter.api.Test;

/** An account is resolved to those of its devices that can be offered a file. */
class ReceiversTest {
  private static final String FILES = FileDescriptionCodec.NAMESPACE;
  private static final Jid ALICE = Jid.of("alice@example.org/desk");
  private static final Jid BOB = Jid.of("bob@example.org");

  private static XmppPeers peersOf(Talker.Place place, Talker talker) {
    return new XmppPeers(
        place.world().tasks(),
        talker.jid(),
        talker.disco(),
        talker.presences(),
        new Roster(talker.router()));
  }

  private static void join(Talker.Place place, String resource, int priority, String... features)
      throws InterruptedException {
    Talker talker = place.join(BOB.withResource(resource)).serving(features);
    talker.show(priority, Caps.of(Talker.NODE, Talker.info(features)));
  }

  @Test
  void namesThoseThatCanReceiveTheHighestPriorityFirst() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      join(place, "old", 0, FILES, "urn:old");
      join(place, "chat", 99, JingleCodec.NAMESPACE, FileDescriptionCodec.VERSION_4);
      join(place, "best", 5, FILES, "urn:new");
      place.pass(1);

      assertThat(peersOf(place, alice).receivers(BOB, place.in(20)))
          .extracting(Jid::resource)
          .containsExactly("best", "old");
    });
  }

  @Test
  void doesNotNameTheDeviceItself() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.serving(FILES);
      place.join(ALICE.bare().withResource("attic")).serving(FILES);

      assertThat(peersOf(place, alice).receivers(ALICE.bare(), place.in(20)))
          .containsExactly(ALICE.bare().withResource("attic"));
    });
  }

  @Test
  void doesNotWaitLongForADeviceThatIsSilent() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      join(place, "ghost", 9, FILES);
      join(place, "alive", 0, FILES, "urn:other");
      place.pass(1);
      place
          .server()
          .rule((_, stanza) ->
              stanza.attribute("to").orElse("").equals("bob@example.org/ghost")
                  ? new Verdict.Drop()
                  : new Verdict.Pass());
      long begin = place.in(0);

      assertThat(peersOf(place, alice).receivers(BOB, place.in(60)))
          .containsExactly(BOB.withResource("alive"));
      assertThat(place.in(0) - begin).isLessThanOrEqualTo(8_000_000_000L);
    });
  }

  @Test
  void waitsForThePresenceOfAContact() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      place
          .scope()
          .fork(
              "bob",
              () -> {
                place.pass(2);
                join(place, "late", 0, FILES);
              });

      assertThat(peersOf(place, alice).receivers(BOB, place.in(20)))
          .containsExactly(BOB.withResource("late"));
    });
  }

  @Test
  void waitsPastADeviceThatCannotReceive() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);
      join(place, "chat", 9, "urn:chat");
      place
          .scope()
          .fork(
              "bob",
              () -> {
                place.pass(1);
                join(place, "late", 0, FILES);
              });

      assertThat(peersOf(place, alice).receivers(BOB, place.in(20)))
          .containsExactly(BOB.withResource("late"));
    });
  }

  @Test
  void namesNobodyWhenNobodyIsOnline() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);
      alice.show(0);

      assertThat(peersOf(place, alice).receivers(BOB, place.in(20))).isEmpty();
    });
  }

  @Test
  void doesNotKnowTheFeaturesOfWhoDoesNotAnswer() {
    Talker.with(place -> {
      Talker alice = place.join(ALICE);

      assertThat(peersOf(place, alice).features(BOB.withResource("x"), place.in(5)).areKnown())
          .isFalse();
    });
  }
}
