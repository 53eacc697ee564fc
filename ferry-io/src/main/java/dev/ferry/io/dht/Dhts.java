package dev.ferry.io.dht;

import dev.ferry.dht.Dht;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.dht.proxy.ProxyDht;
import dev.ferry.io.http.JdkHttp;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Enters the DHT from this machine. Any thread may call. */
public final class Dhts {
  private static final Tasks TASKS = new RealTasks();
  private static final Randomness RANDOM = new SystemRandomness();

  private Dhts() {}

  /**
   * Starts a full node: it answers others and keeps values for them.
   *
   * @throws IOException when it cannot receive, or what it remembers cannot be read
   */
  public static DhtNode node(DhtConfig config) throws IOException {
    return start(config, NodeConfig.full(RANDOM), Surroundings.DEFAULT_PORT);
  }

  /**
   * Starts a node that only asks, for a short time.
   *
   * @throws IOException as {@link #node}
   */
  public static DhtNode light(DhtConfig config) throws IOException {
    return start(config, NodeConfig.light(RANDOM), 0);
  }

  /** The way through a node; closing it closes the node. */
  public static Dht through(DhtNode node) {
    return new NodeDht(node, RANDOM);
  }

  /**
   * The way through somebody else's node, over HTTP.
   *
   * @param proxy where it is, such as {@code http://dhtproxy.example:8180}
   */
  public static Dht proxy(URI proxy) {
    return new ProxyDht(TASKS, new JdkHttp(), RANDOM, proxy);
  }

  /** The clock of everything here; deadlines are values of it. */
  public static Tasks tasks() {
    return TASKS;
  }

  private static DhtNode start(DhtConfig config, NodeConfig kind, int usualPort)
      throws IOException {
    config.interfaces().check();
    boolean local = isLocal(config);
    Interfaces allowed = allowed(config);
    World world = new World(TASKS, new SocketNetwork(allowed), RANDOM);
    NodeConfig node = kind.withNetwork(config.network());
    NodeMemory memory = config.memory().<NodeMemory>map(NodeFile::new).orElseGet(NodeMemory::none);
    boolean discover = !local && !kind.client();
    int port = config.port().orElse(usualPort);
    try {
      return DhtNode.start(world, node, surroundings(config, allowed, port, discover), memory);
    } catch (IOException taken) {
      if (config.port().isPresent() || port == 0) {
        throw taken;
      }
      return DhtNode.start(world, node, surroundings(config, allowed, 0, discover), memory);
    }
  }

  private static boolean isLocal(DhtConfig config) {
    return !config.bootstrap().isEmpty() && config.bootstrap().stream().allMatch(Dhts::isLoopback);
  }

  /** The interfaces that a node uses: loopback alone when all nodes to begin with are there. */
  public static Interfaces allowed(DhtConfig config) {
    return isLocal(config)
        ? config.interfaces().withServerAt(InetAddress.getLoopbackAddress())
        : config.interfaces();
  }

  private static Surroundings surroundings(
      DhtConfig config, Interfaces allowed, int port, boolean discover) {
    List<InetSocketAddress> bind =
        addresses(allowed).stream().map(at -> new InetSocketAddress(at, port)).toList();
    return new Surroundings(bind, config.bootstrap(), discover || config.bootstrap().isEmpty());
  }

  /** The wildcard where nothing is named, else the best address of each family. */
  private static List<InetAddress> addresses(Interfaces allowed) {
    if (allowed.named().isEmpty() && !allowed.onlyLoopback()) {
      return List.of(InetAddress.ofLiteral("::"));
    }
    List<InetAddress> best = new ArrayList<>();
    List<InetAddress> all = allowed.addresses();
    all.stream().filter(Inet4Address.class::isInstance).findFirst().ifPresent(best::add);
    all.stream().filter(a -> !(a instanceof Inet4Address)).findFirst().ifPresent(best::add);
    return best;
  }

  private static boolean isLoopback(String node) {
    String host = node.startsWith("[") ? node.substring(1).split("]", 2)[0] : node.split(":", 2)[0];
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }
}
