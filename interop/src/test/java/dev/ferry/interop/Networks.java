package dev.ferry.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two hosts with something between them, in namespaces of their own; see the script. */
final class Networks {
  /** The kinds that are paired with each other. */
  static final List<String> KINDS =
      List.of(
          "public",
          "fullcone",
          "restricted",
          "portrestricted",
          "portrestricted-remap",
          "portrestricted-rst",
          "portrestricted-open",
          "symmetric",
          "cgnat",
          "cgnat-symmetric",
          "firewall",
          "udpblocked",
          "443only",
          "v6only",
          "v6only-fw");

  /** Two hosts with something in common, and whether TCP gets from one to the other. */
  record Pair(String one, String other, boolean direct) {}

  /**
   * One router before both: a LAN, two LANs that are kept apart, one carrier; with hairpin or not.
   */
  static final List<Pair> TOGETHER =
      List.of(
          new Pair("portrestricted", "same", true),
          new Pair("symmetric", "same", true),
          new Pair("fullcone", "isolated", false),
          new Pair("fullcone", "isolated-hairpin", true),
          new Pair("portrestricted", "isolated-hairpin", true),
          new Pair("symmetric", "isolated-hairpin", true),
          new Pair("cgnat", "samecgn", false),
          new Pair("cgnat", "samecgn-hairpin", true),
          new Pair("cgnat-symmetric", "samecgn-hairpin", false));

  /**
   * How far apart two hosts are.
   *
   * @param delay milliseconds from each site into the world, one way
   * @param late milliseconds by which the second begins after the first
   */
  record Distance(int delay, int late) {
    static final Distance USUAL = new Distance(10, 0);
  }

  private Networks() {}

  /** Whether TCP can get through without help, as it was measured in the same kernel. */
  static boolean reach(String one, String other) {
    if (isV6(one) || isV6(other)) {
      return isV6(one) && isV6(other);
    }
    if (one.equals("443only") || other.equals("443only")) {
      // Each listens at 443, too; of those only a host without a filter is reached there.
      return one.equals("public") || other.equals("public");
    }
    boolean open = isOpen(one) || isOpen(other);
    return open || !(isSymmetric(one) || isSymmetric(other));
  }

  private static boolean isV6(String kind) {
    return kind.startsWith("v6only");
  }

  private static boolean isOpen(String kind) {
    return List.of("public", "fullcone", "restricted").contains(kind);
  }

  private static boolean isSymmetric(String kind) {
    return kind.endsWith("symmetric");
  }

  /** What both travellers report, the controlling one first. */
  static List<String> travel(String one, String other, Path folder) throws Exception {
    return travel(one, other, Distance.USUAL, folder);
  }

  static List<String> travel(String one, String other, Distance apart, Path folder)
      throws Exception {
    Map<String, String> conditions =
        Map.of("NETWORKS_DELAY", "" + apart.delay(), Traveller.LATE, "" + apart.late());
    List<String> traveller =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Traveller.class.getName());
    return play(one, other, traveller, conditions, folder).stream()
        .map(Line::text)
        .filter(t -> t.startsWith("contr"))
        .toList();
  }

  /** Runs a command on both hosts; gives what both report, the controlling one first. */
  static List<Line> play(
      String one, String other, List<String> host, Map<String, String> conditions, Path folder)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Checkout.peers("networks").toString(), one, other));
    command.addAll(host);
    try (ChildProcess both = ChildProcess.start("networks", folder, conditions, command)) {
      both.exitStatus(Duration.ofSeconds(90));
      return both.lines();
    }
  }
}
