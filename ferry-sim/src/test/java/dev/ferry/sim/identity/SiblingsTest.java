package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.identity.AddressBook;
import dev.ferry.identity.AddressBook.Person;
import dev.ferry.identity.Standing.Event;
import dev.ferry.port.FileSource;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sync.SharedOffer;
import dev.ferry.sync.SharedOffer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two devices of Alice's share what was offered and whom she knows. */
class SiblingsTest {
  private static final int SEEDS = 2;

  /** Everybody, on computers of their own, none of them online yet. */
  private record Cast3(Resident laptop, Resident phone, Resident bob) {
    static Cast3 in(SimWorld world) throws Exception {
      Instant now = world.tasks().timeOfDay();
      var alice = Cast.alice(now);
      var bobs = Cast.bob(now);
      var all =
          new Cast3(
              new Resident(world, "laptop", "10.0.0.2", alice, Cast.laptop(alice, now)),
              new Resident(world, "phone", "10.0.0.3", alice, Cast.phone(alice, now)),
              new Resident(world, "bob", "10.0.0.4", bobs, Cast.bobs(bobs, now)));
      all.bob().knows(all.laptop());
      all.laptop().knows(all.bob());
      return all;
    }
  }

  private interface Play {
    void act(Cast3 all) throws Exception;
  }

  private static void play(Play play) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Cast3 all = Cast3.in(world);
          try (DhtNode first = Resident.first(world)) {
            assertThat(first.addresses()).isNotEmpty();
            play.act(all);
          }
        });
  }

  private static SimFile song(Resident of) {
    SimFile file = SimFile.generated(of.host.tasks(), "song", 300_000, 5);
    of.log.put(file);
    return file;
  }

  /** Bob sends a file, and Alice's laptop takes it. */
  private static void taken(Cast3 all, Ferry bobs, Ferry laptops, FileSource file)
      throws Exception {
    Transfer sent = bobs.send(all.laptop().account(), file, SendOptions.standard());
    IncomingOffer offer = laptops.nextOffer(all.laptop().in(60)).orElseThrow();
    offer.accept(all.laptop().vault);
    assertThat(offer.transfer().await().reason()).isInstanceOf(EndReason.Completed.class);
    assertThat(sent.await().reason()).isInstanceOf(EndReason.Completed.class);
  }

  /** Where the laptop has put it; the simulated log does not look into the vault by itself. */
  private static void shelve(Resident laptop, SimFile file) {
    laptop.log.entries().forEach(e -> laptop.log.put(e.path(), file));
  }

  @Test
  void aDeviceThatComesLaterGetsTheFileFromItsSiblingWhenTheSenderHasGone() {
    play(all -> {
      SimFile file = song(all.bob());
      try (Ferry laptops = all.laptop().online()) {
        try (Ferry bobs = all.bob().online()) {
          taken(all, bobs, laptops, file);
        }
        shelve(all.laptop(), file);
        try (Ferry phones = all.phone().online()) {
          all.phone().until(() -> !all.phone().offers().isEmpty());
          SharedOffer offer = all.phone().offers().getFirst();
          assertThat(offer.answers()).containsEntry(all.laptop().device(), Answer.HAS);
          assertThat(offer.from()).isEqualTo(all.bob().id());
          assertThat(offer.file().hashes().get("sha-256")).contains(file.sha256());

          Transfer again =
              phones.request(
                  dev.ferry.Peer.Account.of(offer.from()),
                  offer.file(),
                  Optional.of(offer.publication()),
                  all.phone().vault);

          assertThat(again.await().reason()).isInstanceOf(EndReason.Completed.class);
          assertThat(all.phone().vault.received().getFirst().sha256()).isEqualTo(file.sha256());
          all.laptop().until(() -> all.laptop().offers().getFirst().answers().size() == 2);
          assertThat(all.laptop().offers().getFirst().answers())
              .isEqualTo(
                  Map.of(all.laptop().device(), Answer.HAS, all.phone().device(), Answer.HAS));
        }
      }
    });
  }

  @Test
  void whatWasChangedWhereItLiesIsToldClearly() {
    play(all -> {
      SimFile file = song(all.bob());
      try (Ferry laptops = all.laptop().online()) {
        try (Ferry bobs = all.bob().online()) {
          taken(all, bobs, laptops, file);
        }
        SimFile other = SimFile.generated(all.laptop().host.tasks(), "song", 4, 9);
        shelve(all.laptop(), other);
        try (Ferry phones = all.phone().online()) {
          all.phone().until(() -> !all.phone().offers().isEmpty());
          SharedOffer offer = all.phone().offers().getFirst();

          Transfer again =
              phones.request(
                  dev.ferry.Peer.Account.of(offer.from()),
                  offer.file(),
                  Optional.of(offer.publication()),
                  all.phone().vault);

          assertThat(again.await().reason())
              .isInstanceOfSatisfying(
                  EndReason.StorageFailed.class,
                  failed -> assertThat(failed.why()).contains("changed, moved or deleted"));
          all.phone()
              .until(() -> !all.phone().offers().getFirst().answers().containsValue(Answer.HAS));
        }
      }
    });
  }

  @Test
  void aDeviceThatComesWhileTheOfferStandsIsOfferedItToo() {
    play(all -> {
      SimFile file = song(all.bob());
      try (Ferry laptops = all.laptop().online();
          Ferry bobs = all.bob().online()) {
        Transfer sent = bobs.send(all.laptop().account(), file, SendOptions.standard());
        IncomingOffer first = laptops.nextOffer(all.laptop().in(60)).orElseThrow();
        try (Ferry phones = all.phone().online()) {
          IncomingOffer second = phones.nextOffer(all.phone().in(300)).orElseThrow();
          assertThat(second.publication()).isEqualTo(first.publication());
          second.accept(all.phone().vault);
          assertThat(sent.await().reason()).isInstanceOf(EndReason.Completed.class);
          assertThat(first.transfer().await().reason())
              .isEqualTo(new EndReason.Cancelled(dev.ferry.Side.THERE));
          assertThat(sent.parts()).hasSize(2);
        }
      }
    });
  }

  @Test
  void contactsAndNamesDecidedOnOneDeviceHoldOnAll() {
    play(all -> {
      try (Ferry laptops = all.laptop().online();
          Ferry phones = all.phone().online()) {
        assertThat(laptops.self()).isNotEqualTo(phones.self());
        all.phone().until(() -> isContact(all.phone(), all.bob()));

        assertThat(all.phone().store.on(all.bob().id(), new Event.UserBlocked())).isEmpty();
        all.laptop().until(() -> !isContact(all.laptop(), all.bob()));
        call(all.laptop(), all.bob(), new Person("Bob", List.of("bob@example.org")));
        all.phone().until(() -> called(all.phone(), all.bob()).name().equals("Bob"));
        assertThat(called(all.phone(), all.bob()).also()).containsExactly("bob@example.org");
      }
    });
  }

  private static boolean isContact(Resident who, Resident whom) {
    try {
      return who.store.contacts().isContact(whom.id());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void call(Resident who, Resident whom, Person person) throws Exception {
    AddressBook kept =
        who.store
            .records()
            .alone(page -> {
              AddressBook people = AddressBook.read(page).with(whom.id(), person);
              people.write(page);
              return people;
            });
    assertThat(kept.of(whom.id())).isEqualTo(person);
  }

  private static Person called(Resident who, Resident whom) {
    try {
      return who.store.records().alone(AddressBook::read).of(whom.id());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aDeviceThatWasTakenBackIsToldNothingAndBelievedNothing() {
    play(all -> {
      try (Ferry laptops = all.laptop().online();
          Ferry phones = all.phone().online()) {
        assertThat(laptops.self()).isNotEqualTo(phones.self());
        all.phone().until(() -> isContact(all.phone(), all.bob()));
      }
      // The list that takes the phone back is published by the laptop from now on.
      Resident laptop =
          new Resident(
              all.laptop().world,
              "laptop again",
              "10.0.0.5",
              all.laptop()
                  .made
                  .archive()
                  .revoking(
                      all.phone().made.device().chain().certificates().getFirst(),
                      all.laptop().world.tasks().timeOfDay()),
              all.laptop().made.device());
      try (Ferry laptops = laptop.online();
          Ferry phones = all.phone().online()) {
        assertThat(laptops.self()).isNotEqualTo(phones.self());
        call(laptop, all.bob(), new Person("Secret", List.of()));
        call(all.phone(), all.bob(), new Person("Lie", List.of()));
        laptop.world.tasks().sleep(Duration.ofMinutes(10).toNanos());
        assertThat(called(all.phone(), all.bob()).name()).isEqualTo("Lie");
        assertThat(called(laptop, all.bob()).name()).isEqualTo("Secret");
      }
    });
  }
}
