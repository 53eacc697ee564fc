package dev.ferry.sim.dht;

import static dev.ferry.sim.dht.Swarm.MILLI;
import static dev.ferry.sim.dht.Swarm.MINUTE;
import static dev.ferry.sim.dht.Swarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.node.Findings;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueType;
import dev.ferry.dht.value.ValueTypes;
import dev.ferry.sim.dht.Swarm.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void whatLivesForDaysOutlivesThoseWhoKeptItFirst() {
    Swarm swarm = new Swarm(6, 5 * MILLI, 60 * MILLI);
    Churn churn = new Churn(swarm, 60);
    churn.gather(3 * MINUTE);
    Body body = new Body(ValueTypes.TRUST_REQUEST.id(), Bytes.ofText("long"), "");
    List<InfoHash> keys = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      InfoHash key = InfoHash.ofText("key " + i);
      keys.add(key);
      Member putter = swarm.any();
      Value value = Value.clear(body).withId(1 + i);
      swarm.with(putter, () -> putter.engine().put(swarm.now(), key, value, stores -> {}));
    }
    swarm.run(MINUTE);
    List<Member> first = List.copyOf(swarm.members());
    churn.turnOver(180 * MINUTE, 30 * MINUTE);
    assertThat(first.stream().filter(Member::isUp)).hasSizeLessThan(6);
    for (InfoHash key : keys) {
      List<Value> found = new ArrayList<>();
      Member asker = swarm.any();
      swarm.with(asker, () -> asker.engine().get(swarm.now(), key, Query.ALL, taking(found)));
      swarm.run(MINUTE);
      assertThat(found).hasSize(1);
    }
  }

  private static Findings taking(List<Value> found) {
    return new Findings() {
      @Override
      public void found(Value value) {
        found.add(value);
      }

      @Override
      public void finished(Summary summary) {}
    };
  }

  @Test
  void handingOnLetsNothingLiveLonger() {
    Swarm swarm = new Swarm(7, 5 * MILLI, 60 * MILLI);
    Churn churn = new Churn(swarm, 20);
    churn.gather(3 * MINUTE);
    ValueType hour = ValueType.of(77, "an hour", Duration.ofHours(1));
    ValueTypes types = ValueTypes.standard().with(hour);
    for (int i = 0; i < 12; i++) {
      swarm.join(
          new NodeConfig(InfoHash.random(swarm.random()::nextBytes), 0, false, 1 << 20, types));
    }
    swarm.run(3 * MINUTE);
    InfoHash key = InfoHash.ofText("key");
    Member putter = swarm.members().getLast();
    Value value = Value.clear(new Body(77, Bytes.ofText("x"), "")).withId(1);
    swarm.with(putter, () -> putter.engine().put(swarm.now(), key, value, stores -> {}));
    swarm.run(50 * MINUTE);
    assertThat(swarm.members().stream().filter(m -> !m.engine().kept(key).isEmpty())).isNotEmpty();
    swarm.run(11 * MINUTE);
    assertThat(swarm.members().stream().filter(m -> !m.engine().kept(key).isEmpty())).isEmpty();
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
