package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.identity.Archive;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.ContactDesk.Outcome;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Inbox;
import dev.ferry.identity.Inbox.Letter;
import dev.ferry.identity.Letters;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import dev.ferry.port.Records;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two accounts become contacts, or do not, through the DHT. */
class ContactDeskTest {
  /** Somebody at a node of the town. */
  private record Person(Archive archive, IdentityStore store, ContactDesk desk, Inbox inbox)
      implements AutoCloseable {
    static Person of(Town town, int node, Archive archive, OwnDevice device) {
      IdentityStore store = new IdentityStore(new Memory(), town.world.random());
      Letters letters =
          new Letters(town.dht(node), town.directory(node), device, town.world.random());
      return new Person(
          archive,
          store,
          new ContactDesk(store, letters, device, archive.name()),
          Inbox.open(town.dht(node), town.directory(node), town.world.tasks(), device));
    }

    Optional<Outcome> next(Town town) throws Exception {
      Optional<Letter> letter = inbox.take(town.world.tasks().in(Duration.ofSeconds(5).toNanos()));
      return letter.isEmpty() ? Optional.empty() : desk.received(letter.get(), town.soon());
    }

    @Override
    public void close() {
      inbox.close();
    }
  }

  @FunctionalInterface
  private interface Play {
    void play(Town town, Person alice, Person bob) throws Exception;
  }

  private static void play(Play play) {
    Town.with(town -> {
      Archive alice = Cast.alice(town.now());
      Archive bob = Cast.bob(town.now());
      OwnDevice laptop = Cast.laptop(alice, town.now());
      OwnDevice bobs = Cast.bobs(bob, town.now());
      try (var _ = Publishing.start(town.dht(0), laptop, Optional.empty(), town.soon());
          var _ = Publishing.start(town.dht(1), bobs, Optional.empty(), town.soon());
          Person a = Person.of(town, 0, alice, laptop);
          Person b = Person.of(town, 1, bob, bobs)) {
        play.play(town, a, b);
      }
    });
  }

  @Test
  void becomeContactsWhenBothSayYes() {
    play((town, alice, bob) -> {
      Outcome asked =
          alice.desk().happen(bob.archive().account(), new Event.UserAdded(), town.soon());
      assertThat(asked.reached()).contains(1);
      assertThat(bob.next(town).orElseThrow().deeds())
          .containsExactly(new Deed.ShowRequest("Alice"));
      assertThat(alice.store().contacts().isContact(bob.archive().account())).isFalse();

      bob.desk().happen(alice.archive().account(), new Event.UserAdded(), town.soon());
      assertThat(alice.next(town).orElseThrow().deeds()).containsExactly(new Deed.ShowConfirmed());
      assertThat(alice.store().contacts().isContact(bob.archive().account())).isTrue();
      assertThat(bob.store().contacts().isContact(alice.archive().account())).isTrue();
    });
  }

  @Test
  void whoIsBlockedLearnsNothing() {
    play((town, alice, bob) -> {
      bob.desk().happen(alice.archive().account(), new Event.UserBlocked(), town.soon());
      alice.desk().happen(bob.archive().account(), new Event.UserAdded(), town.soon());

      assertThat(bob.next(town).orElseThrow())
          .isEqualTo(new Outcome(alice.archive().account(), List.of(), Optional.empty()));
      assertThat(alice.next(town)).isEmpty();
    });
  }

  @Test
  void aRefusalIsNotToldAndARequestBeforeItIsNotShownAgain() {
    play((town, alice, bob) -> {
      alice.desk().happen(bob.archive().account(), new Event.UserAdded(), town.soon());
      assertThat(bob.next(town)).isPresent();
      bob.desk().happen(alice.archive().account(), new Event.UserRemoved(), town.soon());
      alice.desk().happen(bob.archive().account(), new Event.CameOnline(), town.soon());

      assertThat(bob.next(town).orElseThrow().deeds()).isEmpty();
      assertThat(alice.next(town)).isEmpty();
    });
  }

  /** Records in memory. */
  private static final class Memory implements Records {
    private final Map<String, String> records = new HashMap<>();

    @Override
    public <R> R alone(Change<R> change) throws IOException {
      return change.make(
          new Page() {
            @Override
            public Optional<String> read(String name) {
              return Optional.ofNullable(records.get(name));
            }

            @Override
            public void write(String name, String content) {
              records.put(name, content);
            }
          });
    }
  }
}
