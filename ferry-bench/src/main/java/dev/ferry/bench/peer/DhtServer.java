package dev.ferry.bench.peer;

import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.Surroundings;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A node of the DHT in a process of its own, on loopback; started by the bench. */
public final class DhtServer {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final String READY = "receives at port ";

  private DhtServer() {}

  /** Runs a node until the process is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    World world =
        new World(
            new RealTasks(), new SocketNetwork(Interfaces.loopback()), new SystemRandomness());
    Surroundings alone = Surroundings.at(new InetSocketAddress(HERE, 0), List.of());
    try (DhtNode node = DhtNode.start(world, NodeConfig.full(world.random()), alone)) {
      System.out.println(READY + node.addresses().getFirst().getPort());
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** A node that runs, and where. */
  public record Running(Child child, InetSocketAddress at) implements AutoCloseable {
    @Override
    public void close() throws InterruptedException {
      child.close();
    }
  }

  /** Starts one of ours. */
  public static Running ours(Path logs) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DhtServer.class.getName());
    Child child = Child.start(logs, Map.of(), command);
    String line = child.await("node", 30, l -> l.startsWith(READY));
    int port = Integer.parseInt(line.substring(READY.length()));
    return new Running(child, new InetSocketAddress(HERE, port));
  }

  /** Starts a dhtnode at a port that was free a moment ago. */
  public static Running dhtnode(Path logs, Path program) throws IOException, InterruptedException {
    int port = Loopback.freePort();
    Child child =
        Child.start(logs, Map.of(), List.of(program.toString(), "-s", "-p", String.valueOf(port)));
    return new Running(child, new InetSocketAddress(HERE, port));
  }
}
