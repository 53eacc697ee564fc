package dev.ferry.sim.dht;

import static dev.ferry.sim.dht.Swarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Some nodes on the hosts n0, n1 ... of a world, of which the first is known by its name. */
final class Net implements AutoCloseable {
  final SimWorld world;
  final DhtNode[] nodes;
  final World[] hosts;

  Net(SimWorld world, int count) throws Exception {
    this.world = world;
    this.nodes = new DhtNode[count];
    this.hosts = new World[count];
    world.network().name("first.example", "10.0.0.1");
    for (int i = 0; i < count; i++) {
      hosts[i] = world.host("n" + i, "10.0.0." + (i + 1));
      start(i, NodeMemory.none(), i == 0 ? List.of() : List.of("first.example"));
    }
    for (DhtNode node : nodes) {
      assertThat(node.awaitConnected(world.tasks().in(20 * SECOND))).isTrue();
    }
  }

  void start(int i, NodeMemory memory, List<String> bootstrap) throws Exception {
    InetSocketAddress at =
        new InetSocketAddress(
            InetAddress.ofLiteral("10.0.0." + (i + 1)), Surroundings.DEFAULT_PORT);
    nodes[i] =
        DhtNode.start(
            hosts[i], NodeConfig.full(hosts[i].random()), Surroundings.at(at, bootstrap), memory);
  }

  long soon() {
    return world.tasks().in(30 * SECOND);
  }

  @Override
  public void close() {
    for (DhtNode node : nodes) {
      node.close();
    }
  }

  @FunctionalInterface
  interface Scenario {
    void play(Net net) throws Exception;
  }

  /** Plays a scenario on so many nodes that know each other, under several seeds. */
  static void with(int nodes, Scenario scenario) {
    SimWorld.underSeeds(
        3,
        world -> {
          try (Net net = new Net(world, nodes)) {
            scenario.play(net);
          }
        });
  }
}
