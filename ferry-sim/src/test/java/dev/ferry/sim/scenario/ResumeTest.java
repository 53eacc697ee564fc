package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.Verified;
import dev.ferry.sim.file.Leftover;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A transfer that was lost goes on where it was, and what is wrong is sent again, and only that.
 */
class ResumeTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 9_000_000;
  private static final int CHUNK = 1 << 20;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  private static SimFile film(Scene scene) {
    return scene.file("film.mkv", SIZE).modified(THEN);
  }

  /** Sends until some seconds have passed, then cuts; what came is kept. */
  private static void sendAndLose(Scene scene, SimFile film, double seconds, Route... via)
      throws InterruptedException {
    scene.bob().vault().slow(1_000_000);
    Transfer out = scene.send(film, via);
    Transfer in = scene.bob().accept();
    scene.until(in, Flowing.class);
    scene.place().sleep(seconds);
    scene.place().network().fault("alice", "bob", Fault.RESET);
    assertThat(out.await().reason()).isInstanceOf(EndReason.ConnectionLost.class);
    assertThat(in.await().reason()).isInstanceOf(EndReason.ConnectionLost.class);
    scene.bob().vault().slow(Long.MAX_VALUE);
    assertThat(scene.bob().vault().received()).isEmpty();
  }

  /** Sends again; answers where the bytes began. */
  private static long sendAgain(Scene scene, SimFile film, Route... via)
      throws InterruptedException {
    scene.bob().vault().slow(50_000_000);
    Transfer out = scene.send(film, via);
    Transfer in = scene.bob().accept();
    List<Long> seen = new ArrayList<>();
    scene.until(in, Flowing.class);
    while (in.state() instanceof Flowing flowing) {
      // Before the first byte the place to go on from is shown.
      if (flowing.progress().bytes() > flowing.progress().from()) {
        seen.add(flowing.progress().bytes());
      }
      in.next(flowing, scene.place().soon());
    }
    assertThat(in.await().reason()).isInstanceOf(Completed.class);
    assertThat(out.await().reason()).isEqualTo(in.await().reason());
    assertThat(((Completed) in.await().reason()).how()).isEqualTo(Verified.HASH);
    assertThat(((Completed) in.await().reason()).sha256()).isEqualTo(film.sha256());
    assertThat(scene.bob().vault().received())
        .extracting(Received::sha256)
        .containsExactly(film.sha256());
    assertThat(scene.bob().vault().leftovers()).isEmpty();
    return seen.stream().filter(b -> b > 0).mapToLong(b -> b).min().orElseThrow();
  }

  @Test
  void goesOnWhereItWas() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile film = film(scene);
          sendAndLose(scene, film, 4.2);
          assertThat(scene.bob().vault().leftovers())
              .extracting(Leftover::inUse)
              .containsExactly(false);
          assertThat(sendAgain(scene, film)).isGreaterThan(3 * CHUNK);
        });
  }

  @Test
  void aPowerCutLosesOnlyWhatWasNotDurable() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile film = film(scene);
          scene.bob().vault().slow(1_000_000);
          scene.send(film);
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(5.2);
          scene.bob().vault().powerCut();
          in.await();
          scene.alice().ferry().transfers().getFirst().await();
          assertThat(sendAgain(scene, film)).isGreaterThan(3 * CHUNK);
        });
  }

  @Test
  void aDamagedChunkIsSentAgainAndOnlyThat() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile film = film(scene);
          sendAndLose(scene, film, 5.2);
          scene.bob().vault().damage(CHUNK + 17);
          assertThat(sendAgain(scene, film)).isGreaterThan(3 * CHUNK);
        });
  }

  @Test
  void anotherVersionOfTheFileIsNotGoneOnWith() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          sendAndLose(scene, film(scene), 4.2);
          SimFile later = scene.file("film.mkv", SIZE).modified(THEN.plusSeconds(1));
          scene.bob().vault().removeLeftovers(THEN);
          assertThat(sendAgain(scene, later)).isLessThan(CHUNK);
        });
  }

  @Test
  void aFileThatWasWrittenToIsNotSent() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile film = film(scene);
          sendAndLose(scene, film, 4.2);
          film.touch();
          Transfer out = scene.send(film);
          scene.bob().accept();
          assertThat(Story.words(out.await().reason()))
              .contains("storage failed HERE")
              .contains("was written to since it was offered");
          scene.bob().ferry().transfers().getLast().await();
          assertThat(scene.bob().vault().removeLeftovers(THEN)).isPositive();
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void everyWayCanBegin(Route route) {
    Scene.underSeeds(
        2,
        scene -> {
          SimFile film = film(scene);
          sendAndLose(scene, film, 4.2, Route.DIRECT);
          assertThat(sendAgain(scene, film, route)).isGreaterThan(3 * CHUNK);
        });
  }
}
