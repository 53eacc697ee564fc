package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.identity.Directory;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A DHT of four nodes, through each of which somebody may speak. */
public final class Town implements AutoCloseable {
  private static final int NODES = 4;
  private static final int SEEDS = 2;

  public final SimWorld world;
  private final List<Dht> dhts = new ArrayList<>();

  private Town(SimWorld world) throws Exception {
    this.world = world;
    world.network().name("first.example", "10.0.0.1");
    List<DhtNode> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      String address = "10.0.0." + (i + 1);
      World host = world.host("n" + i, address);
      InetSocketAddress at =
          new InetSocketAddress(InetAddress.ofLiteral(address), Surroundings.DEFAULT_PORT);
      Surroundings around = Surroundings.at(at, i == 0 ? List.of() : List.of("first.example"));
      DhtNode node = DhtNode.start(host, NodeConfig.full(host.random()), around, NodeMemory.none());
      nodes.add(node);
      dhts.add(new NodeDht(node, host.random()));
    }
    for (DhtNode node : nodes) {
      assertThat(node.awaitConnected(soon())).isTrue();
    }
  }

  public Dht dht(int node) {
    return dhts.get(node);
  }

  Directory directory(int node) {
    return new Directory(dht(node), world.tasks());
  }

  Instant now() {
    return world.tasks().timeOfDay();
  }

  public long soon() {
    return world.tasks().in(Duration.ofSeconds(60).toNanos());
  }

  @Override
  public void close() {
    dhts.forEach(Dht::close);
  }

  @FunctionalInterface
  public interface Scenario {
    void play(Town town) throws Exception;
  }

  public static void with(Scenario scenario) {
    under(SEEDS, scenario);
  }

  /** Under one seed, for what takes long in each. */
  public static void once(Scenario scenario) {
    under(1, scenario);
  }

  private static void under(int seeds, Scenario scenario) {
    SimWorld.underSeeds(seeds, world -> in(world, scenario));
  }

  /** In a world that is there. */
  public static void in(SimWorld world, Scenario scenario) throws Exception {
    try (Town town = new Town(world)) {
      scenario.play(town);
    }
  }
}
