package dev.ferry.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Network namespaces joined by a switch, a computer each, whose cables can be pulled. All of it is
 * this process's own and goes with it; nothing outside of these namespaces is touched. Needs root.
 */
final class Lan implements AutoCloseable {
  private static final Duration COMMAND = Duration.ofSeconds(20);
  private static final String PREFIX = "ferry-lan-";
  private static final AtomicInteger MADE = new AtomicInteger();

  /**
   * A computer of its own.
   *
   * @param namespace its name
   * @param address its only address besides loopback
   */
  record Computer(String namespace, InetAddress address) {
    /** What makes a command run there. */
    List<String> prefix() {
      return List.of("ip", "netns", "exec", namespace);
    }
  }

  private final Scene scene;
  private final String name;
  private final List<Computer> computers = new ArrayList<>();

  private Lan(Scene scene, String name) {
    this.scene = scene;
    this.name = name;
  }

  /** Joins so many computers. */
  static Lan of(Scene scene, int computers) throws IOException, InterruptedException {
    Lan lan = scene.keep(new Lan(scene, PREFIX + ProcessHandle.current().pid() + "-" + next()));
    lan.ip("netns", "add", lan.hub());
    lan.inHub("link", "add", "switch", "type", "bridge");
    lan.inHub("link", "set", "switch", "up");
    for (int i = 1; i <= computers; i++) {
      lan.join(i);
    }
    return lan;
  }

  private static int next() {
    return MADE.incrementAndGet();
  }

  private String hub() {
    return name + "-hub";
  }

  private void join(int number) throws IOException, InterruptedException {
    Computer one = new Computer(name + "-" + number, InetAddress.ofLiteral("198.18.77." + number));
    ip("netns", "add", one.namespace());
    computers.add(one);
    String port = port(number);
    inHub("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", one.namespace());
    inHub("link", "set", port, "master", "switch", "up");
    ip("-n", one.namespace(), "link", "set", "lo", "up");
    ip("-n", one.namespace(), "addr", "add", one.address().getHostAddress() + "/24", "dev", "eth0");
    ip("-n", one.namespace(), "link", "set", "eth0", "up");
  }

  private static String port(int number) {
    return "port" + number;
  }

  Computer computer(int number) {
    return computers.get(number - 1);
  }

  /** From now on programs can join groups of multicast. */
  void multicast() throws IOException, InterruptedException {
    for (Computer one : computers) {
      ip("-n", one.namespace(), "route", "add", "224.0.0.0/4", "dev", "eth0");
    }
  }

  /** A computer knows IPv4 only. */
  void onlyIpv4(int number) throws IOException, InterruptedException {
    at(number, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
  }

  /** Nothing passes to or from a computer any more, and nobody is told. */
  void pull(int number) throws IOException, InterruptedException {
    inHub("link", "set", port(number), "nomaster");
  }

  /** A computer has another address at once, and the one it had is nobody's. */
  void move(int number) throws IOException, InterruptedException {
    String before = computer(number).address().getHostAddress();
    String device = computer(number).namespace();
    ip("-n", device, "addr", "del", before + "/24", "dev", "eth0");
    ip("-n", device, "addr", "add", before + number + "/24", "dev", "eth0");
    ip("-n", device, "route", "replace", "224.0.0.0/4", "dev", "eth0");
  }

  void plugIn(int number) throws IOException, InterruptedException {
    inHub("link", "set", port(number), "master", "switch");
  }

  /** A firewall on one computer lets nothing from or to another through. */
  void wall(int number, int other) throws IOException, InterruptedException {
    String stranger = computer(other).address().getHostAddress();
    at(number, "nft", "add", "table", "ip", "wall");
    for (String[] hook : new String[][] {{"input", "saddr"}, {"output", "daddr"}}) {
      String chain = "{ type filter hook " + hook[0] + " priority 0; }";
      at(number, "nft", "add", "chain", "ip", "wall", hook[0], chain);
      at(number, "nft", "add", "rule", "ip", "wall", hook[0], "ip", hook[1], stranger, "drop");
    }
  }

  /** There is no such firewall any more. */
  void unwall(int number) throws IOException, InterruptedException {
    at(number, "nft", "delete", "table", "ip", "wall");
  }

  /** What leaves a computer takes its time from now on. */
  void slow(int number, String rate) throws IOException, InterruptedException {
    at(
        number, "tc", "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", rate, "burst", "100kb",
        "latency", "100ms");
  }

  private void at(int number, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("netns", "exec", computer(number).namespace()));
    all.addAll(List.of(words));
    ip(all.toArray(String[]::new));
  }

  private void inHub(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-n", hub()));
    all.addAll(List.of(words));
    ip(all.toArray(String[]::new));
  }

  private void ip(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    try (ChildProcess run = ChildProcess.start("ip", scene.folder("ip"), Map.of(), command)) {
      if (run.exitStatus(COMMAND) != 0) {
        throw run.failure("failed: " + String.join(" ", command));
      }
    }
  }

  /** The programs in it were ended before, since they were started later. */
  @Override
  public void close() throws IOException, InterruptedException {
    for (Computer one : computers) {
      ip("netns", "del", one.namespace());
    }
    ip("netns", "del", hub());
  }
}
