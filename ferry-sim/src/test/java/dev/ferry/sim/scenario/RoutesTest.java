package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of every size gets through by every way. */
class RoutesTest {
  private static final int SEEDS = 4;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 5_000_000})
  void aFileGoesDirectly(long size) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", size), Route.DIRECT);
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("direct", size));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 5_000_000})
  void aFileGoesThroughTheProxyWhereNoOtherWayIs(long size) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.place().network().block("alice", "bob");
          scene.place().network().block("bob", "alice");
          scene.send(scene.file("song.ogg", size));
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("proxy", size));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 5_000_000})
  void aFileGoesThroughTheServers(long size) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", size), Route.IN_BAND);
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("in-band", size));
        });
  }

  private static String completed(String route, long size) {
    return Story.arrived("completed, HASH, " + route, "completed, HASH, " + route, size);
  }
}
