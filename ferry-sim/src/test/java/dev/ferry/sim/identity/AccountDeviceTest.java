package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.SendOptions;
import dev.ferry.Standing.Away;
import dev.ferry.Standing.Reachable;
import dev.ferry.Transfer;
import dev.ferry.assembly.AccountSettings;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.identity.Standing.Event;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Devices of accounts without a server, from their requests to their files. */
class AccountDeviceTest {
  private static final int SEEDS = 2;

  @Test
  void twoThatAskEachOtherAreContactsAndSendAFile() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Resident alice = Resident.alice(world);
          Resident bob = Resident.bob(world);
          assertThat(alice.store.on(bob.id(), new Event.UserAdded())).isNotEmpty();
          assertThat(bob.store.on(alice.id(), new Event.UserAdded())).isNotEmpty();
          try (DhtNode first = Resident.first(world);
              Ferry bobs = bob.online();
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            alice.within(60, () -> bob.isContactOf(alice));
            bob.within(60, () -> alice.isContactOf(bob));

            SimFile file = SimFile.generated(alice.host.tasks(), "song", 300_000, 5);
            Transfer sent = alices.send(bob.account(), file, SendOptions.standard());
            IncomingOffer offer = bobs.nextOffer(bob.in(60)).orElseThrow();
            assertThat(offer.fromContact()).isTrue();
            offer.accept(bob.vault);

            assertThat(sent.await().reason()).isInstanceOf(EndReason.Completed.class);
            assertThat(offer.transfer().await().stored()).isPresent();
            assertThat(bob.vault.received().getFirst().sha256()).isEqualTo(file.sha256());
          }
        });
  }

  @Test
  void whoIsNoContactReachesNobody() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Resident alice = Resident.alice(world);
          Resident bob = Resident.bob(world);
          // Bob has taken Alice off his list; she does not know.
          alice.knows(bob);
          try (DhtNode first = Resident.first(world);
              Ferry bobs = bob.online();
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            SimFile file = SimFile.generated(alice.host.tasks(), "song", 1000, 5);
            Transfer sent =
                alices.send(bob.account(), file, SendOptions.standard().keepTrying(Duration.ZERO));

            assertThat(sent.await().reason()).isInstanceOf(EndReason.Unreachable.class);
            assertThat(bobs.transfers()).isEmpty();
          }
        });
  }

  @Test
  void aDeviceThatDoesNotAnswerLeavesThatToAnother() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Resident alice = Resident.alice(world);
          Resident bob = Resident.bob(world);
          alice.knows(bob);
          bob.knows(alice);
          boolean[] answers = {false};
          try (DhtNode first = Resident.first(world);
              Ferry bobs = bob.online(AccountSettings.standard().answering(() -> answers[0]));
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            SimFile file = SimFile.generated(alice.host.tasks(), "song", 1000, 5);
            SendOptions once = SendOptions.standard().keepTrying(Duration.ZERO);

            Transfer early = alices.send(bob.account(), file, once);
            assertThat(early.await().reason()).isInstanceOf(EndReason.Unreachable.class);
            answers[0] = true;
            Transfer later = alices.send(bob.account(), file, once);
            bobs.nextOffer(bob.in(60)).orElseThrow().decline();
            assertThat(later.await().reason()).isInstanceOf(EndReason.Declined.class);
          }
        });
  }

  @Test
  void isAwayUntilSomebodyOfTheDhtAnswers() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Resident alice = Resident.alice(world);
          try (Ferry alices = alice.online()) {
            assertThat(alices.standing()).isInstanceOf(Away.class);
            try (DhtNode first = Resident.first(world)) {
              assertThat(first.addresses()).isNotEmpty();
              long end = alice.in(300);
              while (!(alices.standing() instanceof Reachable) && world.tasks().now() < end) {
                var unused = alices.nextStanding(alices.standing(), end);
              }
              assertThat(alices.standing()).isEqualTo(new Reachable(alices.self()));
            }
          }
        });
  }

  @Test
  void canBeReachedOnceItIsOpenWhereSomebodyAnswers() {
    SimWorld.underSeeds(
        20 * SEEDS,
        world -> {
          Resident alice = Resident.alice(world);
          try (DhtNode first = Resident.first(world);
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            assertThat(alices.standing()).isEqualTo(new Reachable(alices.self()));
          }
        });
  }

  @Test
  void tellsOfARequestThatComes() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Resident alice = Resident.alice(world);
          Resident bob = Resident.bob(world);
          assertThat(alice.store.on(bob.id(), new Event.UserAdded())).isNotEmpty();
          try (DhtNode first = Resident.first(world);
              Ferry bobs = bob.online();
              Ferry alices = alice.online()) {
            assertThat(first.addresses()).isNotEmpty();
            assertThat(alices.self()).isNotEqualTo(bobs.self());
            bob.within(60, () -> !bob.told.isEmpty());
            assertThat(bob.told.getFirst().account()).isEqualTo(alice.id());
            assertThat(alice.isContactOf(bob)).isFalse();
          }
        });
  }
}
