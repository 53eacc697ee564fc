package dev.ferry.sim.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.machine.Race;
import dev.ferry.machine.Race.Entrant;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final int SEEDS = 200;
  private static final long MILLI = 1_000_000;
  private static final long STAGGER = 250 * MILLI;

  /** What attempts have opened and nobody has closed. */
  private static final class Track {
    private final SimWorld world;
    private final Set<String> open = new HashSet<>();
    private final List<String> started = new ArrayList<>();

    Track(SimWorld world) {
      this.world = world;
    }

    Tasks tasks() {
      return world.tasks();
    }

    Race<String> race() {
      return new Race<>(tasks(), open::remove);
    }

    Entrant<String> succeeds(String name, long after) {
      return new Entrant<>(
          name,
          () -> {
            started.add(name + " at " + tasks().now() / MILLI);
            tasks().sleep(after);
            open.add(name);
            return name;
          });
    }

    Entrant<String> fails(String name, long after) {
      return new Entrant<>(
          name,
          () -> {
            started.add(name + " at " + tasks().now() / MILLI);
            tasks().sleep(after);
            throw new IOException(name + " refused");
          });
    }
  }

  @Test
  void theFirstSuccessWinsAndTheOthersAreDisposedOf() {
    Set<String> winners = new HashSet<>();
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Track track = new Track(world);
          String winner =
              track
                  .race()
                  .run(
                      List.of(
                          track.succeeds("a", STAGGER + 1),
                          track.succeeds("b", 1),
                          track.succeeds("c", 1)),
                      STAGGER,
                      Tasks.NEVER);
          winners.add(winner);
          assertThat(track.open).containsExactly(winner);
        });
    assertThat(winners).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void eachStartsALittleAfterTheOneBefore() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Track track = new Track(world);
          String winner =
              track
                  .race()
                  .run(
                      List.of(
                          track.fails("a", 10_000 * MILLI),
                          track.fails("b", 100 * MILLI),
                          track.succeeds("c", 10 * MILLI)),
                      STAGGER,
                      Tasks.NEVER);
          assertThat(winner).isEqualTo("c");
          assertThat(track.started).containsExactly("a at 0", "b at 250", "c at 500");
        });
  }

  @Test
  void theNextStartsAtOnceWhenNoneIsRunning() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Track track = new Track(world);
          track
              .race()
              .run(
                  List.of(track.fails("a", 10 * MILLI), track.succeeds("b", 0)),
                  STAGGER,
                  Tasks.NEVER);
          assertThat(track.started).containsExactly("a at 0", "b at 10");
        });
  }

  @Test
  void withoutSuccessTheFirstFailureIsToldAndTheOthersWithIt() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Track track = new Track(world);
          assertThatThrownBy(() ->
                  track
                      .race()
                      .run(
                          List.of(track.fails("a", 600 * MILLI), track.fails("b", MILLI)),
                          STAGGER,
                          Tasks.NEVER))
              .isInstanceOf(IOException.class)
              .hasMessage("b refused")
              .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
              .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("a refused"));
        });
  }

  @Test
  void itIsGivenUpAtTheDeadline() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Track track = new Track(world);
          long deadline = world.tasks().in(1000 * MILLI);
          assertThatThrownBy(() ->
                  track
                      .race()
                      .run(
                          List.of(
                              track.succeeds("a", 9000 * MILLI), track.succeeds("b", 9000 * MILLI)),
                          STAGGER,
                          deadline))
              .isInstanceOf(IOException.class);
          assertThat(world.tasks().now()).isEqualTo(deadline);
          assertThat(track.open).isEmpty();
        });
  }

  @Test
  void aRaceOfNobodyFails() {
    SimWorld.underSeeds(
        5,
        world ->
            assertThatThrownBy(() -> new Track(world).race().run(List.of(), STAGGER, Tasks.NEVER))
                .isInstanceOf(IOException.class));
  }

  @Test
  void anInterruptedRaceLeavesNothingBehind() {
    boolean[] wonAnyway = {false};
    boolean[] interrupted = {false};
    SimWorld.underSeeds(
        500,
        world -> {
          Track track = new Track(world);
          List<String> won = new ArrayList<>();
          TaskHandle racer =
              world
                  .tasks()
                  .fork(
                      "racer",
                      () ->
                          won.add(
                              track
                                  .race()
                                  .run(
                                      List.of(track.succeeds("a", 0), track.succeeds("b", 0)),
                                      0,
                                      Tasks.NEVER)));
          racer.interrupt();
          racer.join();
          assertThat(track.open).containsExactlyInAnyOrderElementsOf(won);
          wonAnyway[0] |= !won.isEmpty();
          interrupted[0] |= racer.failure().isPresent();
        });
    assertThat(wonAnyway[0]).isTrue();
    assertThat(interrupted[0]).isTrue();
  }
}
