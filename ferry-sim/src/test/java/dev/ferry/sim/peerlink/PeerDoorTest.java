package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.ferry.peerlink.PeerDoor;
import dev.ferry.peerlink.PeerDoor.Made;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Devices ask each other for connections. */
class PeerDoorTest {
  private static final int SEEDS = 3;

  @FunctionalInterface
  private interface Body {
    void run(Street street) throws Exception;
  }

  private static void onAStreet(Body body) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Street street = new Street(world)) {
            body.run(street);
          }
        });
  }

  @Test
  void aDeviceIsConnectedWithTheOneItAsks() {
    onAStreet(street -> {
      PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
      PeerDoor bob = street.door("bob", Folks.BOB, Folks.ALICE);
      TaskHandle caller =
          street
              .world()
              .tasks()
              .fork(
                  "caller",
                  () -> {
                    try (ChannelLink link = alice.call(Folks.BOB.chain(), street.soon());
                        ByteStream channel = link.ask("hello", street.soon()).orElseThrow()) {
                      Bytes.write(channel, Bytes.random(100_000));
                      channel.closeOutput();
                      assertThat(Bytes.readAll(channel)).isEqualTo(Bytes.random(1000));
                    }
                  });
      Made made = bob.next(street.soon()).orElseThrow();
      assertThat(made.peer()).isEqualTo(Folks.ALICE.chain());
      try (ChannelLink link = made.link();
          ByteStream channel = link.nextRequest(street.soon()).orElseThrow().accept()) {
        assertThat(Bytes.readAll(channel)).isEqualTo(Bytes.random(100_000));
        Bytes.write(channel, Bytes.random(1000));
        channel.closeOutput();
        caller.join();
      }
      assertThat(caller.failure()).isEmpty();
    });
  }

  @Test
  void aStrangerGetsNoAnswer() {
    onAStreet(street -> {
      PeerDoor mallory = street.door("mallory", Folks.MALLORY);
      PeerDoor bob = street.door("bob", Folks.BOB, Folks.ALICE);
      assertThat(catchException(() -> mallory.call(Folks.BOB.chain(), street.soon())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("did not answer");
      assertThat(bob.next(street.world().tasks().now())).isEmpty();
    });
  }

  @Test
  void whoAnswersWithAnotherCertificateThanTheDhtHasIsNotConnected() {
    onAStreet(street -> {
      PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
      // Holds the key of bob's device, but shows what another account says of it.
      var impostor = new Folks(Folks.BOB.keys(), Folks.reissued(Folks.BOB));
      PeerDoor bob = street.door("bob", impostor, Folks.ALICE);
      assertThat(catchException(() -> alice.call(Folks.BOB.chain(), street.soon())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("it shows other certificates than the DHT has");
      bob.next(street.soon()).ifPresent(made -> made.link().close());
    });
  }

  @Test
  void bothMayAskAtOnce() {
    onAStreet(street -> {
      PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
      PeerDoor bob = street.door("bob", Folks.BOB, Folks.ALICE);
      TaskHandle other =
          street
              .world()
              .tasks()
              .fork("bob", () -> bob.call(Folks.ALICE.chain(), street.soon()).close());
      alice.call(Folks.BOB.chain(), street.soon()).close();
      other.join();
      assertThat(other.failure()).isEmpty();
      alice.next(street.soon()).orElseThrow().link().close();
      bob.next(street.soon()).orElseThrow().link().close();
    });
  }

  @Test
  void eitherSideMayGiveUpAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(60, 1)
            .run((world, cut) -> {
              try (Street street = new Street(world)) {
                PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
                PeerDoor bob = street.door("bob", Folks.BOB, Folks.ALICE);
                TaskHandle caller = world.tasks().fork("caller", () -> call(alice, street));
                cut.begins(() -> {
                  caller.interrupt();
                  bob.close();
                });
                caller.join();
                Optional<Made> made = bob.next(world.tasks().in(Street.SECOND));
                made.ifPresent(m -> m.link().close());
                cut.ends();
                bob.next(world.tasks().now()).ifPresent(m -> m.link().close());
              }
            });
    reporter.publishEntry("given up", report.toString());
  }

  private static void call(PeerDoor door, Street street) throws InterruptedException {
    try (ChannelLink link = door.call(Folks.BOB.chain(), street.soon())) {
      link.ask("x", street.world().tasks().in(Street.SECOND));
    } catch (IOException gone) {
      assertThat(gone.getMessage()).isNotBlank();
    }
  }

  @Test
  void asksAgainWhenTheLinkWasLost() {
    onAStreet(street -> {
      PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
      PeerDoor bob = street.door("bob", Folks.BOB, Folks.ALICE);
      for (int i = 0; i < 2; i++) {
        try (ChannelLink link = alice.call(Folks.BOB.chain(), street.soon())) {
          ChannelLink theirs = bob.next(street.soon()).orElseThrow().link();
          theirs.close();
          assertThat(link.awaitLoss(street.soon())).isTrue();
          assertThat(link.ask("late", Tasks.NEVER)).isEmpty();
        } catch (IOException over) {
          assertThat(over).hasMessageContaining("is over");
        }
      }
    });
  }
}
