package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.Archive;
import dev.ferry.identity.Inbox;
import dev.ferry.identity.Inbox.Letter;
import dev.ferry.identity.Letters;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import dev.ferry.identity.TrustRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests reach the devices of an account, and only what its sender truly wrote is heard. */
class InboxTest {
  private static Letters letters(Town town, int node, OwnDevice from) {
    return new Letters(town.dht(node), town.directory(node), from, town.world.random());
  }

  private static Optional<Letter> take(Town town, Inbox inbox) throws Exception {
    return inbox.take(town.world.tasks().in(Duration.ofSeconds(5).toNanos()));
  }

  @Test
  void aRequestReachesEachDeviceOnce() {
    Town.with(town -> {
      Archive alice = Cast.alice(town.now());
      OwnDevice laptop = Cast.laptop(alice, town.now());
      OwnDevice phone = Cast.phone(alice, town.now());
      OwnDevice bob = Cast.bobs(Cast.bob(town.now()), town.now());
      try (Publishing _ = Publishing.start(town.dht(0), laptop, Optional.empty(), town.soon());
          Publishing _ = Publishing.start(town.dht(1), phone, Optional.empty(), town.soon());
          Publishing _ = Publishing.start(town.dht(2), bob, Optional.empty(), town.soon());
          Inbox first = Inbox.open(town.dht(0), town.directory(0), town.world.tasks(), laptop);
          Inbox second = Inbox.open(town.dht(1), town.directory(1), town.world.tasks(), phone)) {
        TrustRequest request = TrustRequest.asking("Bob");
        assertThat(letters(town, 2, bob).send(alice.account(), request, town.soon())).isEqualTo(2);

        for (Inbox inbox : new Inbox[] {first, second}) {
          Letter letter = take(town, inbox).orElseThrow();
          assertThat(letter.from()).isEqualTo(bob.chain());
          assertThat(TrustRequest.read(letter.body())).contains(request);
          assertThat(take(town, inbox)).isEmpty();
        }
      }
    });
  }

  @Test
  void whatIsNotForUsOrOfNobodyIsNotHeard() {
    Town.with(town -> {
      OwnDevice laptop = Cast.laptop(Cast.alice(town.now()), town.now());
      OwnDevice phone = Cast.phone(Cast.alice(town.now()), town.now());
      OwnDevice unknown = Cast.mallorys(Cast.mallory(town.now()), town.now());
      Dht dht = town.dht(2);
      Value request = Value.clear(TrustRequest.asking("M").body());
      dht.put(laptop.id().inbox(), request, town.soon());
      dht.put(laptop.id().inbox(), Value.of(Bytes.ofText("noise")), town.soon());
      dht.put(
          laptop.id().inbox(),
          unknown.owner().sign(TrustRequest.asking("M").body(), 0),
          town.soon());
      dht.put(
          laptop.id().inbox(),
          unknown.owner().seal(request.withId(3), phone.owner().key(), town.world.random()),
          town.soon());
      // This one is for us and truly signed, but no account stands behind the device.
      dht.put(
          laptop.id().inbox(),
          unknown.owner().seal(request.withId(4), laptop.owner().key(), town.world.random()),
          town.soon());
      try (Inbox inbox = Inbox.open(town.dht(0), town.directory(0), town.world.tasks(), laptop)) {
        assertThat(take(town, inbox)).isEmpty();
        assertThat(inbox.thrownAway()).isZero();
      }
    });
  }

  @Test
  void aLetterThatSomebodyPutsAgainIsNotHeardAgain() {
    Town.with(town -> {
      OwnDevice laptop = Cast.laptop(Cast.alice(town.now()), town.now());
      OwnDevice bob = Cast.bobs(Cast.bob(town.now()), town.now());
      try (Publishing _ = Publishing.start(town.dht(0), laptop, Optional.empty(), town.soon());
          Publishing _ = Publishing.start(town.dht(2), bob, Optional.empty(), town.soon());
          Inbox inbox = Inbox.open(town.dht(0), town.directory(0), town.world.tasks(), laptop)) {
        letters(town, 2, bob).send(laptop.account(), TrustRequest.asking("Bob"), town.soon());
        assertThat(take(town, inbox)).isPresent();

        Dht mallory = town.dht(3);
        Value letter = mallory.get(laptop.id().inbox(), town.soon()).getFirst();
        for (int i = 1; i <= 5; i++) {
          mallory.put(laptop.id().inbox(), letter.withId(i), town.soon());
        }

        assertThat(take(town, inbox)).isEmpty();
      }
    });
  }

  @Test
  void aFloodOfStrangersIsBoundedAndKeepsNobodyOutWhoIsKnown() {
    Town.once(town -> {
      OwnDevice laptop = Cast.laptop(Cast.alice(town.now()), town.now());
      OwnDevice bob = Cast.bobs(Cast.bob(town.now()), town.now());
      OwnDevice unknown = Cast.mallorys(Cast.mallory(town.now()), town.now());
      try (Publishing _ = Publishing.start(town.dht(0), laptop, Optional.empty(), town.soon());
          Publishing _ = Publishing.start(town.dht(2), bob, Optional.empty(), town.soon());
          Inbox inbox = Inbox.open(town.dht(0), town.directory(0), town.world.tasks(), laptop)) {
        Letters bobs = letters(town, 2, bob);
        bobs.send(laptop.account(), TrustRequest.asking("Bob"), town.soon());
        assertThat(take(town, inbox)).isPresent();

        // Nobody vouches for this device, so each of its letters is a look into the DHT.
        Value request = Value.clear(TrustRequest.asking("M").body());
        for (int i = 1; i <= 400; i++) {
          Value letter =
              unknown.owner().seal(request.withId(i), laptop.owner().key(), town.world.random());
          town.dht(3).put(laptop.id().inbox(), letter, town.soon());
        }
        bobs.send(laptop.account(), TrustRequest.asking("Bob again"), town.soon());

        assertThat(take(town, inbox))
            .hasValueSatisfying(letter -> assertThat(letter.from()).isEqualTo(bob.chain()));
        assertThat(inbox.thrownAway()).isGreaterThan(200);
      }
    });
  }

  @Test
  void aRequestToAnAccountThatIsNowhereReachesNobody() {
    Town.with(town -> {
      OwnDevice bob = Cast.bobs(Cast.bob(town.now()), town.now());
      Archive alice = Cast.alice(town.now());

      assertThat(letters(town, 0, bob).send(alice.account(), TrustRequest.asking(""), town.soon()))
          .isZero();
    });
  }
}
