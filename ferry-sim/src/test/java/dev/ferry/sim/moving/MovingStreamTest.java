package dev.ferry.sim.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.network.Fault;
import org.junit.jupiter.api.Test;

/** A stream through a relay goes on at a direct way, or stays where it is. */
class MovingStreamTest {
  private static final byte[] MUCH = Bytes.random(3_000_000);
  private static final byte[] LITTLE = Bytes.random(10_000);
  private static final long SOON = 200 * Crossroads.MILLI;
  private static final long NEVER = -1;

  @FunctionalInterface
  private interface Play {
    void play(Crossroads roads) throws Exception;
  }

  private static void seeds(Play play) {
    for (long seed = 0; seed < 20; seed++) {
      SimWorld.run(
              seed,
              world -> {
                try (var roads = new Crossroads(world)) {
                  play.play(roads);
                }
              })
          .check();
    }
  }

  @Test
  void goesOnAtTheDirectWayOnBothSides() {
    seeds(roads -> {
      roads.carry(MUCH, LITTLE, SOON, SOON);

      roads.expectAll();
      assertThat(roads.ends()).allMatch(Crossroads.End::moved);
    });
  }

  @Test
  void bothDirectionsMoveWhileBothAreFull() {
    seeds(roads -> {
      roads.carry(MUCH, MUCH, SOON, SOON);

      roads.expectAll();
      assertThat(roads.ends()).allMatch(Crossroads.End::moved);
    });
  }

  @Test
  void theRelayIsLetGoOfOnceBothHaveMoved() {
    seeds(roads -> {
      roads.carry(MUCH, LITTLE, SOON, SOON);

      // Both ends of the direct way, and nothing else.
      assertThat(roads.network().open()).hasSize(2);
    });
  }

  @Test
  void oneSideMayHaveTheWayMuchEarlier() {
    seeds(roads -> {
      roads.carry(MUCH, LITTLE, SOON, SOON + 4 * Crossroads.SECOND);

      roads.expectAll();
      assertThat(roads.ends()).allMatch(Crossroads.End::moved);
    });
  }

  @Test
  void staysWhereTheOtherSideHasFoundNothing() {
    seeds(roads -> {
      roads.ends().get(1).stream().expect(1);
      roads.ends().get(1).stream().forget(1);
      roads.carry(MUCH, LITTLE, SOON, NEVER);

      roads.expectAll();
      assertThat(roads.ends()).noneMatch(Crossroads.End::moved);
    });
  }

  @Test
  void staysWhereTheDirectWayIsDead() {
    seeds(roads -> {
      roads.network().fault(Crossroads.DIRECT[0], Crossroads.DIRECT[1], Fault.RESET);
      roads.carry(MUCH, MUCH, SOON, SOON);

      roads.expectAll();
      assertThat(roads.ends()).noneMatch(Crossroads.End::moved);
    });
  }

  @Test
  void comesBackFromAWayThatFellSilent() {
    seeds(roads -> {
      roads.network().fault(Crossroads.DIRECT[0], Crossroads.DIRECT[1], Fault.SILENCE);
      roads.carry(MUCH, MUCH, SOON, SOON);

      roads.expectAll();
      assertThat(roads.ends()).noneMatch(Crossroads.End::moved);
    });
  }

  @Test
  void whatCameByTheDirectWayAlreadyIsNotTakenTwice() {
    seeds(roads -> {
      // So this end does not come to read that the other's bytes move, while its own do.
      roads.ends().get(1).busyFor(3 * Crossroads.SECOND);
      roads.network().faultAfter(Crossroads.DIRECT[1], Crossroads.DIRECT[0], 500_000, Fault.RESET);
      roads.carry(MUCH, MUCH, SOON, SOON);

      roads.expectAll();
      assertThat(roads.ends()).noneMatch(Crossroads.End::moved);
    });
  }

  @Test
  void movesAtItsVeryEndToo() {
    seeds(roads -> {
      roads.carry(LITTLE, LITTLE, SOON, SOON);

      roads.expectAll();
    });
  }
}
