package dev.ferry.app;

import dev.ferry.Side;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.socket.Interfaces;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of every verb that enters the DHT: by which nodes, over which interfaces. */
final class DhtOptions {
  private static final Pattern NODE =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s:\\[\\]]+)(:([0-9]{1,5}))?|[0-9a-fA-F:.]+");

  private static final Duration CONNECTING = Duration.ofSeconds(20);
  private static final int PORT = 3;
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description =
          "A node to begin with, or none: those nearby; may be repeated. FERRY_BOOTSTRAP if not"
              + " said, else the public ones.")
  private List<String> bootstrap = new ArrayList<>();

  @Option(
      names = "--network",
      paramLabel = "NUMBER",
      description = "A network of its own, where all nodes must have the same number.")
  private long network;

  @Option(
      names = "--interface",
      paramLabel = "NAME|ADDRESS",
      description = "Send and receive at this one only; may be repeated.")
  private List<String> interfaces = new ArrayList<>();

  @Option(names = "--json", description = "Tell what happens as one JSON object a line.")
  private boolean json;

  boolean json() {
    return json;
  }

  DhtConfig config(Surroundings surroundings) throws Failure {
    return config(surroundings, bootstrap, network, interfaces);
  }

  /** By those nodes and over those interfaces; where there are none, by those that are usual. */
  static DhtConfig config(
      Surroundings surroundings, List<String> bootstrap, long network, List<String> interfaces)
      throws Failure {
    if (network < 0 || network > 0xffff_ffffL) {
      throw Failure.usage("no network has the number " + network, "use 0 to 4294967295");
    }
    List<String> named = interfaces.isEmpty() ? DeviceOptions.usual(surroundings) : interfaces;
    DhtConfig config =
        DhtConfig.standard()
            .with(named.isEmpty() ? Interfaces.all() : Interfaces.named(named))
            .withNetwork(network);
    List<String> nodes = nodes(surroundings, bootstrap);
    if (nodes.isEmpty()) {
      return config;
    }
    List<String> chosen = nodes.equals(List.of("none")) ? List.of() : nodes;
    for (String node : chosen) {
      check(node);
    }
    return config.withBootstrap(chosen);
  }

  /** The nodes to begin with where nobody names others. */
  static List<String> usual(Surroundings surroundings) {
    String usual = surroundings.environment().getOrDefault("FERRY_BOOTSTRAP", "").strip();
    if (usual.equals("none")) {
      return List.of();
    }
    return usual.isEmpty()
        ? List.of(DhtConfig.PUBLIC)
        : List.of(usual.split(",", -1)).stream()
            .map(String::strip)
            .filter(node -> !node.isEmpty())
            .toList();
  }

  private static List<String> nodes(Surroundings surroundings, List<String> bootstrap) {
    String usual = surroundings.environment().getOrDefault("FERRY_BOOTSTRAP", "");
    List<String> said = bootstrap.isEmpty() ? List.of(usual.split(",", -1)) : bootstrap;
    return said.stream().map(String::strip).filter(node -> !node.isEmpty()).toList();
  }

  private static void check(String node) throws Failure {
    Matcher matcher = NODE.matcher(node);
    boolean right = matcher.matches();
    if (right && matcher.group(PORT) != null) {
      int port = Integer.parseInt(matcher.group(PORT));
      right = port > 0 && port <= MAX_PORT;
    }
    if (!right) {
      throw Failure.usage(
          "'" + node + "' is no node", "name it HOST:PORT, such as bootstrap.example.org:4222");
    }
  }

  /**
   * Enters as a node that only asks, or through a proxy.
   *
   * @param proxy its address, when there is one
   */
  Dht open(Surroundings surroundings, Optional<String> proxy) throws Failure, InterruptedException {
    if (proxy.isPresent()) {
      return Dhts.proxy(uri(proxy.get()));
    }
    DhtConfig config = config(surroundings);
    try {
      DhtNode node = Dhts.light(config);
      boolean connected = false;
      try {
        connected = node.awaitConnected(in(CONNECTING));
      } finally {
        if (!connected) {
          node.close();
        }
      }
      if (connected) {
        return Dhts.through(node);
      }
      throw unreachable(config);
    } catch (IOException e) {
      throw unable(e);
    }
  }

  static Failure unreachable(DhtConfig config) {
    String asked =
        config.bootstrap().isEmpty() ? "nearby" : "at " + String.join(", ", config.bootstrap());
    return new Failure(
        new Trouble(
            ExitStatus.UNREACHABLE,
            "no node of the DHT " + asked + " answered",
            Side.BETWEEN,
            "check --bootstrap and that UDP passes, or go through --proxy"));
  }

  private static URI uri(String text) throws Failure {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw Failure.usage(
        "'" + text + "' is no proxy", "name it like http://dhtproxy.example.org:8080");
  }

  static Failure unable(IOException e) {
    return Failure.here(
        "cannot enter the DHT: " + Causes.text(e),
        "check --port and --interface, or leave them out");
  }

  /** A failure in the DHT, whose message ends with what to do. */
  static Failure failure(DhtException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.lastIndexOf("; ");
    String what = end < 0 ? message : message.substring(0, end);
    String next = end < 0 ? "try again later" : message.substring(end + 2);
    return new Failure(
        switch (e.reason()) {
          case UNREACHABLE, TIMED_OUT ->
              new Trouble(ExitStatus.UNREACHABLE, what, Side.BETWEEN, next);
          case REFUSED -> new Trouble(ExitStatus.FAILED, what, Side.THERE, next);
          case TOO_LARGE ->
              new Trouble(ExitStatus.USAGE, what, Side.HERE, "put less, or in several values");
          case CLOSED -> new Trouble(ExitStatus.FAILED, what, Side.HERE, next);
        });
  }

  static long in(Duration duration) {
    return Dhts.tasks().in(duration.toNanos());
  }
}
