package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Completed;
import dev.ferry.Transfer;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import java.time.Instant;

/** A file of nine seconds, on its way to Bob, whose disk takes a megabyte in each. */
record Film(Scene scene, SimFile file) {
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  static Film of(Scene scene) {
    scene.bob().vault().slow(1_000_000);
    return new Film(scene, scene.file("film.mkv", SIZE).modified(THEN));
  }

  /** It arrives once, as one transfer, and nothing is left of its way. */
  void assertThrough(Transfer out, Transfer in) throws InterruptedException {
    assertThat(out.await().reason()).isInstanceOf(Completed.class);
    assertThat(in.await().reason()).isInstanceOf(Completed.class);
    assertThat(scene.alice().ferry().transfers()).containsExactly(out);
    assertThat(scene.bob().ferry().transfers()).containsExactly(in);
    assertThat(scene.bob().vault().received())
        .extracting(Received::sha256)
        .containsExactly(file.sha256());
    assertThat(scene.bob().vault().leftovers()).isEmpty();
  }
}
