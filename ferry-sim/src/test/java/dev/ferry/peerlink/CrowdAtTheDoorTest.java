package dev.ferry.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.peerlink.Answering.Asked;
import dev.ferry.peerlink.Answering.Turn;
import dev.ferry.sim.SimWorld;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a door answers when many ask, and what it remembers of them. */
class CrowdAtTheDoorTest {
  private static final int CROWD = 10_000;

  private static PublicKeyInfo key(String name) {
    return PublicKeyInfo.of(Bytes.ofText(name));
  }

  private static Asked asked(String name, long id) {
    return new Asked(key(name), new ConnectRequest(id, false, "places"));
  }

  @Test
  void tenThousandStrangersKeepNobodyOutWhoIsKnown() {
    SimWorld.run(
            1,
            world -> {
              var answering = new Answering(world.tasks());
              answering.know(key("bob"));
              for (int i = 0; i < CROWD; i++) {
                Turn turn = answering.turn(asked("stranger " + i, 1));
                assertThat(turn).isEqualTo(i < Answering.MOST ? Turn.NOW : Turn.ASIDE);
              }
              assertThat(answering.turn(asked("bob", 1))).isEqualTo(Turn.NOW);
            })
        .check();
  }

  @Test
  void aDevicesLaterRequestsTakeThePlacesOfItsEarlierOnes() {
    SimWorld.run(
            1,
            world -> {
              var answering = new Answering(world.tasks());
              answering.know(key("bob"));
              for (long id : new long[] {5, 4}) {
                assertThat(answering.outdated(asked("bob", id))).isEmpty();
                assertThat(answering.turn(asked("bob", id))).isEqualTo(Turn.NOW);
              }
              assertThat(answering.outdated(asked("bob", 3))).isEmpty();
              assertThat(answering.turn(asked("bob", 3))).isEqualTo(Turn.NEVER);
              assertThat(answering.outdated(asked("carol", 9))).isEmpty();
              assertThat(answering.outdated(asked("bob", 9))).contains(asked("bob", 4));
              assertThat(answering.turn(asked("bob", 9))).isEqualTo(Turn.NOW);
            })
        .check();
  }

  @Test
  void whoeverIsFoundToBeAGuestIsFetchedFromTheCrowd() {
    SimWorld.run(
            1,
            world -> {
              var answering = new Answering(world.tasks());
              for (int i = 0; i < CROWD; i++) {
                answering.turn(asked("stranger " + i, 1));
              }
              assertThat(answering.turn(asked("bob", 7))).isEqualTo(Turn.ASIDE);
              for (int i = 0; i < Answering.MOST_ASIDE - 1; i++) {
                answering.turn(asked("late stranger " + i, 1));
              }
              assertThat(answering.sort(List.of(key("bob")))).containsExactly(asked("bob", 7));
              assertThat(answering.turn(asked("bob", 7))).isEqualTo(Turn.NOW);
              assertThat(answering.sort(List.of(key("stranger 20")))).isEmpty();
            })
        .check();
  }

  @Test
  void oneDeviceTakesTwoPlacesAtMostUntilTheyAreFreeAgain() {
    SimWorld.run(
            1,
            world -> {
              var answering = new Answering(world.tasks());
              assertThat(answering.turn(asked("bob", 1))).isEqualTo(Turn.NOW);
              answering.know(key("bob"));
              assertThat(answering.turn(asked("bob", 2))).isEqualTo(Turn.NOW);
              assertThat(answering.turn(asked("bob", 3))).isEqualTo(Turn.NEVER);
              answering.release(asked("bob", 1));
              assertThat(answering.turn(asked("bob", 4))).isEqualTo(Turn.NOW);
              answering.release(asked("bob", 2));
              answering.release(asked("bob", 4));
              answering.forget(key("bob"));
              assertThat(answering.knows(key("bob"))).isFalse();
            })
        .check();
  }

  @Test
  void whatIsLongIsNotSetAside() {
    SimWorld.run(
            1,
            world -> {
              var answering = new Answering(world.tasks());
              for (int i = 0; i < Answering.MOST; i++) {
                answering.turn(asked("stranger " + i, 1));
              }
              String places = "x".repeat(Answering.LONGEST_ASIDE + 1);
              var request = new ConnectRequest(1, false, places);
              assertThat(answering.turn(new Asked(key("one"), request))).isEqualTo(Turn.NEVER);
            })
        .check();
  }

  @Test
  void aRequestThatIsPutAgainIsNotHeardAgainHoweverManyStrangersAskedBetween() {
    SimWorld.run(
            1,
            world -> {
              var calls = new Calls(world.tasks());
              Asked bobs = asked("bob", 5);
              assertThat(calls.isNew(bobs.device(), bobs.request())).isTrue();
              assertThat(calls.isNew(bobs.device(), bobs.request())).isFalse();
              calls.ofGuest(bobs.device(), bobs.request());
              for (int i = 0; i < CROWD; i++) {
                Asked other = asked("stranger " + i, 5);
                assertThat(calls.isNew(other.device(), other.request())).isTrue();
              }
              assertThat(calls.isNew(bobs.device(), bobs.request())).isFalse();
              assertThat(calls.isNew(bobs.device(), asked("bob", 6).request())).isTrue();
            })
        .check();
  }

  @Test
  void onlyTheDeviceThatWasAskedAnswersAndOnlyOnce() {
    SimWorld.run(
            1,
            world -> {
              var calls = new Calls(world.tasks());
              calls.begin(5, key("bob"));
              calls.answered(key("mallory"), new ConnectRequest(5, true, "mallory's"));
              calls.answered(key("bob"), new ConnectRequest(6, true, "another"));
              assertThat(calls.answer(5, world.tasks().now())).isEmpty();
              calls.answered(key("bob"), new ConnectRequest(5, true, "bob's"));
              calls.answered(key("bob"), new ConnectRequest(5, true, "bob's second"));
              assertThat(calls.answer(5, world.tasks().now())).contains("bob's");
              calls.end(5);
              assertThat(calls.answer(5, world.tasks().now())).isEmpty();
            })
        .check();
  }
}
