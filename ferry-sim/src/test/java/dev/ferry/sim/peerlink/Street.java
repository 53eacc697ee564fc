package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.peerlink.PeerDoor;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Devices that find each other by a DHT of which each is a node. */
final class Street implements AutoCloseable {
  static final long SECOND = 1_000_000_000;
  private static final IceSettings ALONE = new IceSettings(List.of(), TlsLayer.NONE, true, false);

  private final SimWorld world;
  private final List<DhtNode> nodes = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  Street(SimWorld world) throws Exception {
    this.world = world;
    world.network().name("first.example", "10.0.0.1");
    node("first");
  }

  private World node(String name) throws Exception {
    String address = "10.0.0." + (nodes.size() + 1);
    World host = world.host(name, address);
    InetSocketAddress at =
        new InetSocketAddress(InetAddress.ofLiteral(address), Surroundings.DEFAULT_PORT);
    List<String> first = nodes.isEmpty() ? List.of() : List.of("first.example");
    nodes.add(
        DhtNode.start(
            host, NodeConfig.full(host.random()), Surroundings.at(at, first), NodeMemory.none()));
    return host;
  }

  /** Moves somebody in, who lets nobody in but the guests. */
  PeerDoor door(String name, Folks who, Folks... guests) throws Exception {
    return door(
        name,
        who,
        (device, _) ->
            List.of(guests).stream()
                .map(Folks::chain)
                .filter(c -> c.deviceKey().equals(device))
                .findFirst());
  }

  /** Moves somebody in. */
  PeerDoor door(String name, Folks who, PeerDoor.Guests guests) throws Exception {
    World host = node(name);
    Dht dht = dht(host);
    PeerDoor door =
        PeerDoor.open(
            host,
            dht,
            who.keys(),
            who.chain(),
            guests,
            role -> new Meeting(host, ALONE, role, (_, _) -> Optional.empty(), false));
    open.addFirst(door);
    return door;
  }

  /** Moves somebody in who can say what they like. */
  Dht voice(String name) throws Exception {
    return dht(node(name));
  }

  private Dht dht(World host) throws InterruptedException {
    DhtNode node = nodes.getLast();
    assertThat(node.awaitConnected(soon())).isTrue();
    Dht dht = new NodeDht(node, host.random());
    open.addFirst(dht);
    return dht;
  }

  SimWorld world() {
    return world;
  }

  long soon() {
    return world.tasks().in(30 * SECOND);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    nodes.forEach(DhtNode::close);
  }
}
