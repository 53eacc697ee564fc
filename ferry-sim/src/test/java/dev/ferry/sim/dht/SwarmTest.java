package dev.ferry.sim.dht;

import static dev.ferry.sim.dht.Swarm.MILLI;
import static dev.ferry.sim.dht.Swarm.MINUTE;
import static dev.ferry.sim.dht.Swarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A network of nodes keeps what is put into it, although nodes come and go. */
class SwarmTest {
  private static Churn.Report live(long seed, int nodes, int lost, long stay) {
    Swarm swarm = new Swarm(seed, 5 * MILLI, 60 * MILLI);
    swarm.losing(lost);
    Churn churn = new Churn(swarm, nodes);
    churn.gather(3 * MINUTE);
    return churn.run(4 * MINUTE, stay, SECOND);
  }

  @Test
  void findsWhatLivesWhileHalfOfTheNodesLeaveInAnHour() {
    Churn.Report report = live(1, 200, 0, 60 * MINUTE);
    assertThat(report.left()).isGreaterThan(20);
    assertThat(report.gets()).isGreaterThan(400);
    assertThat(report.share()).isGreaterThanOrEqualTo(0.999);
  }

  @Test
  void findsWhatLivesAlthoughDatagramsGetLost() {
    Churn.Report report = live(2, 100, 50, 60 * MINUTE);
    assertThat(report.gets()).isGreaterThan(400);
    assertThat(report.share()).isGreaterThanOrEqualTo(0.995);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(live(3, 40, 20, 20 * MINUTE)).isEqualTo(live(3, 40, 20, 20 * MINUTE));
  }

  @Test
  void hopsGrowSlowlyWithTheNetwork() {
    Churn.Report few = live(4, 30, 0, 60 * MINUTE);
    Churn.Report many = live(4, 480, 0, 60 * MINUTE);
    // Sixteen times the nodes are four doublings.
    assertThat(many.hops()).isGreaterThan(few.hops()).isLessThan(few.hops() + 2);
    assertThat(many.asked()).isLessThan(2 * few.asked());
  }
}
