package dev.ferry.sim.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.ByteStream;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.network.Fault;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever breaks while a stream moves, and whenever: no byte is wrong, and nothing hangs. */
class MovingEverywhereTest {
  private static final byte[] THERE = Bytes.random(400_000);
  private static final byte[] BACK = Bytes.random(150_000);
  private static final long SOON = 100 * Crossroads.MILLI;

  /** What happens in between. */
  enum Trouble {
    DIRECT_RESET,
    DIRECT_SILENT,
    DIRECT_CLOSED_HERE,
    RELAY_RESET,
    CLOSED_HERE,
    CLOSED_THERE
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void breaksInTheMiddle(Trouble trouble, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(250, 7)
            .run((world, cut) -> {
              try (var roads = new Crossroads(world)) {
                cut.begins(() -> befall(roads, trouble));
                roads.carry(THERE, BACK, SOON, SOON);
                cut.ends();
                boolean moved = roads.ends().stream().anyMatch(Crossroads.End::moved);
                if (trouble.name().startsWith("DIRECT") && !moved) {
                  roads.expectAll();
                }
              }
            });
    reporter.publishEntry(trouble.toString(), report.toString());
    assertThat(report.struck()).isGreaterThan(100);
  }

  private static void befall(Crossroads roads, Trouble trouble) throws InterruptedException {
    switch (trouble) {
      case DIRECT_RESET ->
          roads.network().fault(Crossroads.DIRECT[0], Crossroads.DIRECT[1], Fault.RESET);
      case DIRECT_SILENT -> {
        roads.network().fault(Crossroads.DIRECT[0], Crossroads.DIRECT[1], Fault.SILENCE);
        // Where both had moved already, nobody waits for ever either.
        roads.world().tasks().sleep(60 * Crossroads.SECOND);
        roads.network().fault(Crossroads.DIRECT[0], Crossroads.DIRECT[1], Fault.RESET);
      }
      case DIRECT_CLOSED_HERE -> roads.direct().forEach(ByteStream::close);
      case RELAY_RESET ->
          roads.network().fault(Crossroads.RELAY[0], Crossroads.RELAY[1], Fault.RESET);
      case CLOSED_HERE -> roads.ends().get(0).stream().close();
      case CLOSED_THERE -> roads.ends().get(1).stream().close();
    }
  }
}
