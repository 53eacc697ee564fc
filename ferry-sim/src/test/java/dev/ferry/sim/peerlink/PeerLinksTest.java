package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.Reception;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.network.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection with each device. */
class PeerLinksTest {
  private static final int SEEDS = 3;
  private static final long SECOND = Street.SECOND;

  @FunctionalInterface
  private interface Body {
    void run(Street street, PeerLinks alice, PeerLinks bob) throws Exception;
  }

  private static void neighbours(Body body) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Street street = new Street(world);
              PeerLinks alice = links(street, "alice", Folks.ALICE, Folks.BOB);
              PeerLinks bob = links(street, "bob", Folks.BOB, Folks.ALICE)) {
            body.run(street, alice, bob);
          }
        });
  }

  private static PeerLinks links(Street street, String name, Folks who, Folks guest)
      throws Exception {
    return PeerLinks.open(
        street.door(name, who, guest), who.chain().device(), street.world().tasks());
  }

  @Test
  void whoeverWantsAConnectionGetsTheOneThatIsThere() {
    neighbours((street, alice, bob) -> {
      List<ChannelLink> got = new ArrayList<>();
      List<TaskHandle> callers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        callers.add(
            street
                .world()
                .tasks()
                .fork("caller", () -> got.add(alice.to(Folks.BOB.chain(), street.soon()))));
      }
      for (TaskHandle caller : callers) {
        caller.join();
        assertThat(caller.failure()).isEmpty();
      }
      assertThat(got).hasSize(3).containsOnly(got.getFirst());
      street.world().tasks().sleep(SECOND);
      bob.to(Folks.ALICE.chain(), street.soon());
      assertThat(bob.count(Folks.ALICE.chain().device())).isOne();
    });
  }

  @Test
  void channelsOfAllConnectionsComeToOnePlace() {
    neighbours((street, alice, bob) -> {
      Reception songs = bob.attend("song"::equals);
      TaskHandle sender =
          street
              .world()
              .tasks()
              .fork(
                  "sender",
                  () -> {
                    ChannelLink link = alice.to(Folks.BOB.chain(), street.soon());
                    try (ByteStream out = link.ask("song", street.soon()).orElseThrow()) {
                      Bytes.write(out, Bytes.random(1000));
                    }
                  });
      PeerLinks.Asked asked = songs.next(street.soon()).orElseThrow();
      assertThat(asked.peer()).isEqualTo(Folks.ALICE.chain());
      assertThat(asked.request().name()).isEqualTo("song");
      try (ByteStream in = asked.request().accept()) {
        assertThat(Bytes.readAll(in)).isEqualTo(Bytes.random(1000));
      }
      sender.join();
      assertThat(sender.failure()).isEmpty();
    });
  }

  @Test
  void whatNobodyTakesIsDeclined() {
    neighbours((street, alice, bob) -> {
      bob.attend("song"::equals);
      ChannelLink link = alice.to(Folks.BOB.chain(), street.soon());
      long before = street.world().tasks().now();
      assertThat(link.ask("film", street.soon())).isEmpty();
      assertThat(street.world().tasks().now() - before).isLessThan(SECOND);
    });
  }

  /** What went to the place where it was is lost without a word. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeviceThatHasMovedIsConnectedAgainSoonIfItWasInUse(boolean inUse) {
    neighbours((street, alice, bob) -> {
      ChannelLink before = alice.to(Folks.BOB.chain(), street.soon());
      ChannelLink theirs = bob.to(Folks.ALICE.chain(), street.soon());
      Reception songs = alice.attend("song"::equals);
      if (inUse) {
        TaskHandle asking =
            street
                .world()
                .tasks()
                .fork("asks", () -> assertThat(theirs.ask("song", street.soon())).isPresent());
        songs.next(street.soon()).orElseThrow().request().accept();
        asking.join();
      } else {
        street.world().tasks().sleep(12 * SECOND);
      }
      street.world().network().fault("alice", "bob", Fault.SILENCE);
      alice.moved();
      assertThat(before.awaitLoss(street.world().tasks().in(4 * SECOND))).isTrue();
      street.world().network().heal("alice", "bob");
      street.world().tasks().sleep(25 * SECOND);
      assertThat(theirs.loss()).isPresent();
      assertThat(alice.count(Folks.BOB.chain().device())).isEqualTo(inUse ? 1 : 0);
      assertThat(bob.to(Folks.ALICE.chain(), street.soon()).loss()).isEmpty();
    });
  }

  @Test
  void twoThatAskAtOnceEndWithOneConnection() {
    neighbours((street, alice, bob) -> {
      TaskHandle other =
          street.world().tasks().fork("bob", () -> bob.to(Folks.ALICE.chain(), street.soon()));
      alice.to(Folks.BOB.chain(), street.soon());
      other.join();
      assertThat(other.failure()).isEmpty();
      street.world().tasks().sleep(20 * SECOND);
      assertThat(alice.count(Folks.BOB.chain().device())).isOne();
      assertThat(bob.count(Folks.ALICE.chain().device())).isOne();
      ChannelLink link = alice.to(Folks.BOB.chain(), street.soon());
      Reception all = bob.attend(_ -> true);
      street
          .world()
          .tasks()
          .fork("yes", () -> all.next(street.soon()).orElseThrow().request().accept());
      assertThat(link.ask("x", street.soon())).isPresent();
    });
  }

  @Test
  void aConnectionThatNobodyUsesIsClosedAndMadeAnewWhenWanted() {
    neighbours((street, alice, bob) -> {
      ChannelLink first = alice.to(Folks.BOB.chain(), street.soon());
      street.world().tasks().sleep(200 * SECOND);
      assertThat(first.loss()).isEmpty();
      assertThat(first.awaitLoss(street.world().tasks().in(110 * SECOND))).isTrue();
      ChannelLink second = alice.to(Folks.BOB.chain(), street.soon());
      assertThat(second).isNotSameAs(first);
    });
  }

  @Test
  void aConnectionThatWasLostIsMadeAnew() {
    neighbours((street, alice, bob) -> {
      ChannelLink first = alice.to(Folks.BOB.chain(), street.soon());
      street.world().network().fault("alice", "bob", Fault.RESET);
      assertThat(first.awaitLoss(street.soon())).isTrue();
      street.world().tasks().sleep(2 * SECOND);
      assertThat(alice.to(Folks.BOB.chain(), street.soon()).loss()).isEmpty();
    });
  }

  @Test
  void saysWhyThereIsNone() {
    neighbours((street, alice, bob) ->
        assertThat(catchException(() -> alice.to(Folks.MALLORY.chain(), street.soon())))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("did not answer"));
  }
}
