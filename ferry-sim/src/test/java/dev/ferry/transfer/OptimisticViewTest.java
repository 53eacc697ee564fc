package dev.ferry.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.Verified;
import dev.ferry.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the devices of a peer do, in whatever order: one transfer, as the table says. */
class OptimisticViewTest {
  private static final int DRAWS = 300;

  private static final TransferState OFFERED = new TransferState.Offered();
  private static final TransferState CONNECTING = new TransferState.Connecting();
  private static final TransferState FLOWING =
      new TransferState.Flowing(new Progress(1, 10, 1), Route.DIRECT, Assurance.NONE);
  private static final TransferState VERIFYING = new TransferState.Verifying(Route.DIRECT);
  private static final List<TransferState> TAKES =
      List.of(
          OFFERED,
          CONNECTING,
          FLOWING,
          VERIFYING,
          over(new EndReason.Completed(Verified.HASH, "")));
  private static final List<TransferState> REFUSES =
      List.of(OFFERED, over(new EndReason.Declined()));

  /** What a device may do: on the first offer, then on another one if it comes back. */
  private static final List<List<List<TransferState>>> SCRIPTS =
      List.of(
          List.of(TAKES),
          List.of(REFUSES),
          List.of(List.of(OFFERED, FLOWING, over(new EndReason.Cancelled(Side.THERE)))),
          List.of(
              List.of(
                  OFFERED,
                  FLOWING,
                  new TransferState.Paused("lost"),
                  FLOWING,
                  over(new EndReason.ConnectionLost("gone")))),
          List.of(List.of(OFFERED, away(new EndReason.ConnectionLost("gone"))), TAKES),
          List.of(List.of(away(new EndReason.Unreachable("not there"))), REFUSES),
          List.of(List.of(OFFERED, over(new EndReason.TimedOut(EndReason.Stage.OFFER)))));

  private static TransferState over(EndReason reason) {
    return new Ended(reason, Optional.empty(), Optional.of(Route.DIRECT));
  }

  private static TransferState away(EndReason reason) {
    return new Ended(reason, Optional.empty(), Optional.empty());
  }

  @Test
  void twoDevicesInEveryOrder() {
    SimWorld.underSeeds(
        1,
        world -> {
          for (List<List<TransferState>> one : SCRIPTS) {
            for (List<List<TransferState>> other : SCRIPTS) {
              for (long order : orders(one.getFirst().size(), other.getFirst().size())) {
                play(world, one, other, order);
              }
            }
          }
        });
  }

  private static void play(
      SimWorld world, List<List<TransferState>> one, List<List<TransferState>> other, long order)
      throws Exception {
    int steps = one.getFirst().size() + other.getFirst().size();
    try (var devices = new ScriptedDevices(world, List.of(one, other))) {
      for (int i = 0; i < steps; i++) {
        devices.step((int) (order >> i & 1));
      }
      devices.playOut();
      check(devices);
    }
  }

  /** All orders of so many steps of the first device and so many of the second, a bit a step. */
  private static List<Long> orders(int first, int second) {
    List<Long> all = new ArrayList<>();
    for (long bits = 0; bits < 1L << (first + second); bits++) {
      if (Long.bitCount(bits) == second) {
        all.add(bits);
      }
    }
    return all;
  }

  private static void check(ScriptedDevices devices) {
    List<String> ends = devices.ends();
    assertThat(ends).allMatch(ViewTable::isEnd);
    assertThat(devices.end().equals("completed")).isEqualTo(ends.contains("completed"));
    if (ends.stream().allMatch("declined"::equals)) {
      assertThat(devices.end()).isEqualTo("declined");
    }
    if (!ends.contains("completed") && !ends.contains("cancelled") && !ends.contains("declined")) {
      assertThat(devices.end()).isIn("lost", "timed out", "unreachable");
    }
  }

  @Test
  void threeToSixDevicesInOrdersThatAreDrawn() {
    SimWorld.underSeeds(
        1,
        world -> {
          Random random = new Random(36);
          for (int draw = 0; draw < DRAWS; draw++) {
            List<List<List<TransferState>>> all = new ArrayList<>();
            for (int i = 3 + draw % 4; i > 0; i--) {
              all.add(SCRIPTS.get(random.nextInt(SCRIPTS.size())));
            }
            try (var devices = new ScriptedDevices(world, all)) {
              for (int step = random.nextInt(20); step > 0; step--) {
                devices.step(random.nextInt(all.size()));
              }
              if (draw % 5 == 0) {
                devices.cancel();
              }
              devices.playOut();
              check(devices);
            }
          }
        });
  }

  @Test
  void tenThousandDevicesAreNotAllOfferedIt() {
    SimWorld.underSeeds(
        1,
        world -> {
          List<List<List<TransferState>>> all = new ArrayList<>();
          for (int i = 0; i < 10_000; i++) {
            all.add(List.of(REFUSES));
          }
          try (var devices = new ScriptedDevices(world, all)) {
            devices.playOut();
            assertThat(devices.ends()).hasSize(32).containsOnly("declined");
            assertThat(devices.remarks())
                .containsExactly(
                    "10000 devices are said to be there; offered to the first 32 of them");
          }
        });
  }

  @Test
  void whoComesBackWhileTheOfferStandsIsOfferedItAgain() {
    SimWorld.underSeeds(
        1,
        world -> {
          try (var devices =
              new ScriptedDevices(world, List.of(SCRIPTS.get(4), List.of(REFUSES)))) {
            devices.step(1);
            devices.step(0);
            devices.step(0);
            devices.waitForReturns();
            assertThat(devices.offersTo(0)).isEqualTo(2);
            devices.playOut();
            assertThat(devices.end()).isEqualTo("completed");
          }
        });
  }

  @Test
  void whoComesBackWhenSomebodyHasItIsLeftAlone() {
    SimWorld.underSeeds(
        1,
        world -> {
          try (var devices = new ScriptedDevices(world, List.of(SCRIPTS.get(4), List.of(TAKES)))) {
            devices.step(0);
            devices.step(0);
            devices.playOut();
            assertThat(devices.offersTo(0)).isEqualTo(1);
            assertThat(devices.ends()).containsExactly("lost", "completed");
          }
        });
  }
}
