package dev.ferry.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.identity.Standing;
import dev.ferry.identity.Standing.Event;
import dev.ferry.json.Json;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.sim.SimWorld;
import dev.ferry.sync.SyncMessage.State;
import dev.ferry.sync.SyncMessage.Told;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Devices that tell each other what they know, and one that says what it likes. */
class SiblingTalkTest {
  private static final int SEEDS = 3;
  private static final String CONTACT = Kind.CONTACT.key("1".repeat(40));
  private static final List<Event> EVENTS =
      List.of(
          new Event.UserAdded(),
          new Event.PeerConfirmed("c"),
          new Event.UserRemoved(),
          new Event.UserBlocked(),
          new Event.UserUnblocked(),
          new Event.PeerAsked("", "d"));

  /** Each decides for itself, meets others now and then and may be cut off; one clock is wrong. */
  @Test
  void devicesThatMeetNowAndThenComeToTheSame() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          List<Shelf> all = new ArrayList<>();
          for (int i = 1; i <= 4; i++) {
            all.add(Shelf.of(world, i));
          }
          Random random = new Random(world.random().token(8).hashCode());
          long far = 7_000_000_000_000L;
          Notes unused = all.getLast().book().merge(List.of(Shelf.note(CONTACT, far, "asked")));
          for (int step = 0; step < 60; step++) {
            Shelf one = all.get(random.nextInt(4));
            one.decide(1 + random.nextInt(5), EVENTS.get(random.nextInt(EVENTS.size())));
            one.book().put(Kind.OFFER, "o" + random.nextInt(9), Json.EMPTY.with("n", "" + step));
            Shelf other = all.get(random.nextInt(4));
            if (one != other && step % 3 == 0) {
              one.meet(other, random.nextDouble());
            }
          }
          // All along the line and back again.
          for (int i : List.of(0, 1, 2, 2, 1, 0)) {
            all.get(i).meet(all.get(i + 1), 20);
          }
          for (Shelf each : all) {
            assertThat(each.book().notes()).isEqualTo(all.getFirst().book().notes());
            for (int person = 1; person <= 5; person++) {
              assertThat(decided(each, person)).isEqualTo(decided(all.getFirst(), person));
            }
          }
        });
  }

  /** A request that waits is each device's own. */
  private static Standing decided(Shelf shelf, int person) throws Exception {
    Standing standing = shelf.contacts().of(Shelf.person(person));
    return standing instanceof Standing.Asking ? new Standing.Stranger() : standing;
  }

  @Test
  void whatIsNotedWhileTheyTalkIsToldAtOnce() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Shelf one = Shelf.of(world, 1);
          Shelf two = Shelf.of(world, 2);
          Shelf.Line line = one.line(two);
          try (TaskScope scope = new TaskScope(world.tasks())) {
            scope.fork(
                "one",
                () -> {
                  var unused = one.talk(line.here()).run();
                });
            scope.fork(
                "two",
                () -> {
                  var unused = two.talk(line.there()).run();
                });
            world.tasks().sleep(1_000_000_000L);
            one.book().put(Kind.OFFER, "x", Json.EMPTY.with("n", "1"));
            world.tasks().sleep(1_000_000_000L);
            assertThat(two.book().notes().get("offer/x")).isPresent();
            // Another program of the home has changed something: seen a little later.
            two.decide(3, new Event.UserBlocked());
            world.tasks().sleep(12_000_000_000L);
            assertThat(one.contacts().of(Shelf.person(3))).isEqualTo(new Standing.Blocked());
          }
        });
  }

  /** What somebody says to a device that talks as it should. */
  private interface Speech {
    void to(SyncChannel channel) throws Exception;
  }

  /** Answers how the talk ended. */
  private static SiblingTalk.Over hears(SimWorld world, Shelf shelf, Speech speech)
      throws Exception {
    Shelf.Line line = shelf.line(Shelf.of(world, 8));
    List<SiblingTalk.Over> over = new ArrayList<>();
    try (TaskScope scope = new TaskScope(world.tasks());
        ByteStream there = line.there()) {
      scope.fork("talk", () -> over.add(shelf.talk(line.here()).run()));
      SyncChannel channel = new SyncChannel(world.tasks(), there);
      scope.fork("read", () -> read(channel));
      speech.to(channel);
      world.tasks().sleep(100_000_000_000L);
      if (over.isEmpty()) {
        there.close();
        world.tasks().sleep(100_000_000_000L);
      }
    }
    assertThat(over).hasSize(1);
    return over.getFirst();
  }

  private static void read(SyncChannel channel) throws InterruptedException {
    try {
      while (channel.hear().isPresent()) {
        assertThat(channel).isNotNull();
      }
    } catch (IOException over) {
      assertThat(over).hasMessageContaining("");
    }
  }

  private static void refuses(String words, Speech speech) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Shelf shelf = Shelf.of(world, 1);
          SiblingTalk.Over over = hears(world, shelf, speech);
          assertThat(over.faulty()).isTrue();
          assertThat(over.why()).contains(words);
          assertThat(shelf.book().notes().byKey()).isEmpty();
        });
  }

  @Test
  void whoGreetsTwiceIsRefused() {
    State state = new State(Notes.NONE.digests());
    refuses(
        "greets twice",
        channel -> {
          channel.say(state);
          channel.say(state);
        });
  }

  @Test
  void aNoteThatIsNoneIsRefusedWithAllThatCameWithIt() {
    refuses(
        "makes no sense",
        channel -> {
          channel.say(new State(Notes.NONE.digests()));
          channel.say(
              new Told(List.of(Shelf.note(CONTACT, 5, "blocked"), Shelf.note("secret/x", 5, "x"))));
        });
  }

  @Test
  void tenThousandNotesAtOnceAreRefused() {
    List<Note> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(new Note("offer/" + i, i, "9".repeat(64), "{}"));
    }
    refuses(
        "1000 notes at once",
        channel -> {
          channel.say(new State(Notes.NONE.digests()));
          channel.say(new Told(many));
        });
  }

  @Test
  void digestsOfTenThousandGroupsAreRefused() {
    refuses("another number", channel -> channel.say(new State(Bytes.of(new byte[80_000]))));
  }

  @Test
  void aMessageWithoutAnEndIsRefused() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Shelf shelf = Shelf.of(world, 1);
          Shelf.Line line = shelf.line(Shelf.of(world, 8));
          ByteBuffer length = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip();
          line.there().write(length);
          SiblingTalk.Over over = shelf.talk(line.here()).run();
          line.there().close();
          assertThat(over.faulty()).isTrue();
          assertThat(over.why()).contains("too long");
        });
  }

  @Test
  void whoSaysNothingIsNotWaitedForForever() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Shelf shelf = Shelf.of(world, 1);
          Shelf.Line line = shelf.line(Shelf.of(world, 8));
          SiblingTalk.Over over = shelf.talk(line.here()).run();
          line.there().close();
          assertThat(over.faulty()).isFalse();
          assertThat(over.why()).contains("says nothing");
        });
  }

  @Test
  void whatIsSaidAgainAndAgainChangesNothing() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Shelf shelf = Shelf.of(world, 1);
          Note note = Shelf.note(CONTACT, 5, "blocked");
          SiblingTalk.Over over =
              hears(
                  world,
                  shelf,
                  channel -> {
                    channel.say(new State(Notes.NONE.digests()));
                    for (int i = 0; i < 200; i++) {
                      channel.say(new Told(List.of(note)));
                    }
                  });
          assertThat(over.faulty()).isFalse();
          long[] changes = {0};
          shelf.book().monitor().change(() -> changes[0] = shelf.book().changes());
          assertThat(changes[0]).isEqualTo(1);
          assertThat(shelf.book().notes().get(CONTACT)).contains(note);
        });
  }

  @Test
  void aFloodOfNotesThatContradictEachOtherIsBounded() {
    SimWorld.underSeeds(
        1,
        world -> {
          Shelf shelf = Shelf.of(world, 1);
          SiblingTalk.Over over =
              hears(
                  world,
                  shelf,
                  channel -> {
                    channel.say(new State(Notes.NONE.digests()));
                    for (int i = 0; i < 20; i++) {
                      List<Note> some = new ArrayList<>();
                      for (int j = 0; j < SyncWire.MOST_NOTES; j++) {
                        int number = i * SyncWire.MOST_NOTES + j;
                        String word = number % 2 == 0 ? "confirmed" : "blocked";
                        some.add(
                            j % 2 == 0
                                ? Shelf.note(CONTACT, number / 4, word)
                                : Shelf.note("offer/" + number, number, word));
                      }
                      channel.say(new Told(some));
                    }
                  });
          assertThat(over.faulty()).isFalse();
          Notes kept = shelf.book().notes();
          assertThat(kept.of(Kind.OFFER)).hasSize(Kind.OFFER.most());
          assertThat(kept.of(Kind.CONTACT)).hasSize(1);
          assertThat(shelf.contacts().all()).hasSize(1);
        });
  }
}
