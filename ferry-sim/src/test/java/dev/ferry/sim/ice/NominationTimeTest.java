package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clean path costs two round trips, whatever its length. */
class NominationTimeTest {
  private static final long MILLI = 1_000_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 50, 200})
  void nominatesAfterTwoRoundTrips(long millis) {
    long roundTrip = millis * MILLI;
    for (long seed = 0; seed < 20; seed++) {
      NominationTime time = NominationTime.of(roundTrip, seed);
      assertThat(time.nominated()).isBetween(2 * roundTrip, 2 * roundTrip + 50 * MILLI);
      assertThat(time.usable()).isLessThan(5 * roundTrip / 2 + 50 * MILLI);
      assertThat(time.both()).isLessThan(3 * roundTrip + 50 * MILLI);
    }
  }
}
