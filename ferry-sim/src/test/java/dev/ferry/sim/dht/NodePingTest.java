package dev.ferry.sim.dht;

import static dev.ferry.sim.dht.Swarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.NodePing;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.doctor.Examination;
import dev.ferry.doctor.Fact;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether nodes are there, asked by one who is none. */
class NodePingTest {
  private static final long MILLI = 1_000_000;

  @FunctionalInterface
  private interface Story {
    void play(World asker, SimWorld sim) throws Exception;
  }

  /** A node with both families at first.example, 20 ms away. */
  private static void beside(Story story) {
    SimWorld.underSeeds(
        5,
        sim -> {
          sim.network().usually(Link.LAN.withLatency(10 * MILLI));
          World host = sim.host("node", "10.0.0.1", "2001:db8::1");
          sim.network().name("first.example", "10.0.0.1", "2001:db8::1");
          World asker = sim.host("asker", "10.0.0.2", "2001:db8::2");
          var places =
              new Surroundings(List.of(at("10.0.0.1"), at("2001:db8::1")), List.of(), false);
          try (DhtNode node = DhtNode.start(host, NodeConfig.full(host.random()), places)) {
            assertThat(node.addresses()).hasSize(2);
            story.play(asker, sim);
          }
          assertThat(sim.network().open()).isEmpty();
        });
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), Surroundings.DEFAULT_PORT);
  }

  private static NodePing ping(World asker) {
    return new NodePing(asker, asker.tasks().in(8 * SECOND));
  }

  @Test
  void answersInBothFamiliesWithWhatItSees() {
    beside((asker, sim) ->
        assertThat(ping(asker).ask("first.example"))
            .satisfiesExactly(
                four -> {
                  assertThat(four.at()).isEqualTo(at("10.0.0.1"));
                  assertThat(four.seen()).contains(InetAddress.ofLiteral("10.0.0.2"));
                  assertThat(four.nanos() / MILLI).isEqualTo(20);
                },
                six -> assertThat(six.seen()).contains(InetAddress.ofLiteral("2001:db8::2"))));
  }

  @Test
  void asksAgainWhereDatagramsAreLost() {
    beside((asker, sim) -> {
      sim.network().block("asker", "node");
      var unblocking =
          sim.tasks()
              .fork(
                  "heals",
                  () -> {
                    sim.tasks().sleep(1_500 * MILLI);
                    sim.network().unblock("asker", "node");
                  });
      assertThat(ping(asker).ask("10.0.0.1").getFirst().nanos() / MILLI).isBetween(1_500L, 2_100L);
      unblocking.join();
    });
  }

  @Test
  void saysWhichPlacesDoNotAnswer() {
    beside((asker, sim) -> {
      assertThatThrownBy(() -> ping(asker).ask("10.0.0.1:9"))
          .hasMessageContaining("no answer from 10.0.0.1");
      assertThatThrownBy(() -> ping(asker).ask("first.example:0"))
          .hasMessageContaining("no place of a node");
    });
  }

  @Test
  void theDoctorTellsOfEach() {
    beside((asker, sim) ->
        assertThat(
                new Examination(asker, TlsLayer.NONE)
                    .examine(List.of(), List.of("first.example", "10.0.0.7")))
            .filteredOn(f -> f instanceof Fact.NodeAnswers || f instanceof Fact.NodeFails)
            .satisfiesExactly(
                first -> assertThat(first).isInstanceOf(Fact.NodeAnswers.class),
                second -> assertThat(second).isInstanceOf(Fact.NodeAnswers.class),
                third -> assertThat(third).isInstanceOf(Fact.NodeFails.class)));
  }
}
