package dev.ferry.interop;

import dev.ferry.dht.node.DhtNode;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.socket.Interfaces;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network of the DHT on loopback that begins with one dhtnode, and the programs and Ferrys that
 * join it. For one thread.
 */
final class OpenDht {
  /** How long anything may take that is no matter of minutes. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scene scene;
  private final int port;
  private ChildProcess first;
  private int started;

  private OpenDht(Scene scene, int port) throws IOException {
    this.scene = scene;
    this.port = port;
    this.first = startFirst();
  }

  /** Starts the first dhtnode. */
  static OpenDht start(Scene scene) throws IOException {
    return new OpenDht(scene, freePort());
  }

  /** Ends the first dhtnode, and starts another in its place that knows nothing. */
  void restart() throws IOException, InterruptedException {
    first.close();
    first = startFirst();
  }

  private ChildProcess startFirst() throws IOException {
    return run("dhtnode", List.of("dhtnode", "-s", "-p", Integer.toString(port)));
  }

  /** Starts another dhtnode. */
  ChildProcess another(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("dhtnode", "-s", "-p", Integer.toString(freePort())));
    command.addAll(List.of("-b", address()));
    command.addAll(List.of(more));
    return run("dhtnode", command);
  }

  /** Starts {@code peers/opendht-peer.py}. */
  ChildProcess peer(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Checkout.peers("opendht-peer.py").toString());
    command.add(Integer.toString(port));
    command.addAll(List.of(words));
    return run("opendht-" + words[0], command);
  }

  /** The same, until it has ended well; what it told. */
  List<Line> peerDone(String... words) throws IOException, InterruptedException {
    ChildProcess peer = peer(words);
    int status = peer.exitStatus(PATIENCE);
    if (status != 0) {
      throw peer.failure("ended with " + status);
    }
    return peer.lines();
  }

  private ChildProcess run(String program, List<String> command) throws IOException {
    String name = program + "-" + ++started;
    Path folder = scene.folder("opendht");
    return scene.keep(ChildProcess.start(name, folder, Map.of(), command));
  }

  /** Starts a Ferry and waits until it is in. */
  DhtNode ferry() throws IOException, InterruptedException {
    DhtNode node = scene.keep(Dhts.node(config()));
    joined(node);
    return node;
  }

  static void joined(DhtNode node) throws InterruptedException {
    if (!node.awaitConnected(soon())) {
      throw new AssertionError("the node found nobody");
    }
  }

  /** That of a Ferry here, at a free port. */
  DhtConfig config() {
    return DhtConfig.standard()
        .with(Interfaces.loopback())
        .withBootstrap(List.of(address()))
        .withPort(0);
  }

  /** Where the first dhtnode is. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** A deadline. */
  static long soon() {
    return Dhts.tasks().in(PATIENCE.toNanos());
  }

  /** A port for datagrams, found by the system. */
  static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      return probe.getLocalPort();
    }
  }
}
