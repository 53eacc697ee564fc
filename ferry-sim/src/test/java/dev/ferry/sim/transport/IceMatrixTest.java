package dev.ferry.sim.transport;

import dev.ferry.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network with every other: direct wherever TCP can, a relay for the rest. */
class IceMatrixTest {
  private record Two(Neighbourhood one, Neighbourhood two) {}

  static List<Two> pairs() {
    List<Two> pairs = new ArrayList<>();
    for (Neighbourhood one : Neighbourhood.values()) {
      for (Neighbourhood two : Neighbourhood.values()) {
        pairs.add(new Two(one, two));
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void meet(Two two) {
    Route route = two.one().reaches(two.two()) ? Route.ICE : Route.RELAY;
    for (long seed = 0; seed < 3; seed++) {
      IceLand.run(
              seed,
              two.one(),
              two.two(),
              true,
              land -> {
                try (var encounter = land.encounter().agree()) {
                  land.expect(route, encounter);
                }
              })
          .check();
    }
  }
}
