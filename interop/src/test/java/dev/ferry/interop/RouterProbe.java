package dev.ferry.interop;

import dev.ferry.ice.mapping.Mapping;
import dev.ferry.ice.mapping.PortMapper;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Runs at home behind {@code interop/peers/router}: asks for mappings, lets somebody from the world
 * come in by each, gives them back, and says so line by line.
 */
final class RouterProbe {
  private static final long SECOND = 1_000_000_000L;

  private RouterProbe() {}

  public static void main(String[] arguments) throws Exception {
    Tasks tasks = new RealTasks();
    Network network = new SocketNetwork(Interfaces.all());
    World world = new World(tasks, network, new SystemRandomness());
    InetAddress own = network.local().getFirst();
    System.out.println("gateways " + network.gateways());
    try (Listener listener = network.listen(new InetSocketAddress(own, 0));
        PortMapper mapper =
            PortMapper.start(world, listener.address(), m -> System.out.println("found " + m))) {
      System.out.println("all answered: " + mapper.await(tasks.in(10 * SECOND)));
      mapper.failures().forEach(why -> System.out.println("failed " + why));
      for (Mapping mapping : mapper.mappings()) {
        System.out.println("mapped " + mapping.protocol() + " " + external(mapping));
        System.out.println(mapping.protocol() + " lets in: " + comesIn(mapping, listener));
      }
    }
    System.out.println("rules left: " + output("router", "nft list ruleset").contains("dnat"));
  }

  private static String external(Mapping mapping) {
    return mapping.external().getAddress().getHostAddress();
  }

  /** Has somebody in the world connect to the outside port, and reads what they say. */
  private static String comesIn(Mapping mapping, Listener listener) throws Exception {
    String place = external(mapping) + "/" + mapping.external().getPort();
    Process visitor =
        command("world", "echo hello " + mapping.protocol() + " > /dev/tcp/" + place).start();
    // Without the mapping nobody comes.
    if (!visitor.waitFor(10, TimeUnit.SECONDS) || visitor.exitValue() != 0) {
      visitor.destroyForcibly();
      return "nobody";
    }
    ByteBuffer into = ByteBuffer.allocate(100);
    try (var stream = listener.accept().stream()) {
      while (stream.read(into) >= 0) {
        // Until the visitor leaves.
      }
    }
    return new String(into.array(), 0, into.position(), StandardCharsets.UTF_8).strip();
  }

  private static String output(String where, String words) throws Exception {
    Process process = command(where, words).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static ProcessBuilder command(String where, String words) {
    return new ProcessBuilder("ip", "netns", "exec", where, "bash", "-c", words)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
