package dev.ferry.app.dht;

import dev.ferry.app.report.JsonLine;
import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Units;
import dev.ferry.dht.node.NodeStats;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a node of the DHT is doing. */
public final class NodeWords {
  private NodeWords() {}

  /** All there is to say, for people. */
  public static List<String> lines(NodeStats stats) {
    NodeStats.Shelves shelves = stats.shelves();
    NodeStats.Flow flow = stats.flow();
    return List.of(
        "Node " + stats.id() + (stats.isConnected() ? "" : ", not connected"),
        "  nodes    IPv4 " + family(stats.ipv4()) + "; IPv6 " + family(stats.ipv6()),
        "  seen at  " + addresses(stats),
        "  stored   %d values at %d keys, %s; %d who listen"
            .formatted(
                shelves.values(),
                shelves.keys(),
                Units.bytes(shelves.bytes()),
                shelves.listeners()),
        "  traffic  in %d datagrams, %s; out %d, %s; %d not answered"
            .formatted(
                flow.datagramsIn(),
                Units.bytes(flow.bytesIn()),
                flow.datagramsOut(),
                Units.bytes(flow.bytesOut()),
                flow.dropped()),
        "  asked    " + counts(flow.asked()),
        "  asks     " + counts(flow.asking()));
  }

  private static String family(NodeStats.Family family) {
    return family.known() == 0 ? "none" : family.good() + " good of " + family.known();
  }

  private static String addresses(NodeStats stats) {
    return stats.publicAddresses().isEmpty() ? "nobody said" : String.join(", ", names(stats));
  }

  private static List<String> names(NodeStats stats) {
    return stats.publicAddresses().stream().map(InetAddress::getHostAddress).toList();
  }

  private static String counts(Map<String, Long> counts) {
    String words =
        new TreeMap<>(counts)
            .entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    return words.isEmpty() ? "nothing" : words;
  }

  /** The most important in one line, which changes all the time. */
  public static String live(NodeStats stats, NodeStats.Flow before, long seconds, Style style) {
    NodeStats.Flow flow = stats.flow();
    String sign = stats.isConnected() ? style.good(style.sign("●", "*")) : style.warn("?");
    int nodes = stats.ipv4().good() + stats.ipv6().good();
    return sign
        + " %d nodes  %d values, %s  %s %s %s %s  %s"
            .formatted(
                nodes,
                stats.shelves().values(),
                Units.bytes(stats.shelves().bytes()),
                style.sign("↓", "in"),
                perSecond(flow.bytesIn() - before.bytesIn()),
                style.sign("↑", "out"),
                perSecond(flow.bytesOut() - before.bytesOut()),
                style.dim(Units.time(seconds)));
  }

  private static String perSecond(long bytes) {
    return Units.bytes(Math.max(0, bytes)) + "/s";
  }

  /** All there is to say, for programs. */
  public static JsonLine json(NodeStats stats) {
    NodeStats.Shelves shelves = stats.shelves();
    NodeStats.Flow flow = stats.flow();
    return new JsonLine()
        .put("node", stats.id().toString())
        .put("ipv4", json(stats.ipv4()))
        .put("ipv6", json(stats.ipv6()))
        .put("addresses", names(stats))
        .put(
            "stored",
            new JsonLine()
                .put("keys", shelves.keys())
                .put("values", shelves.values())
                .put("bytes", shelves.bytes())
                .put("listeners", shelves.listeners()))
        .put(
            "traffic",
            new JsonLine()
                .put("datagrams-in", flow.datagramsIn())
                .put("bytes-in", flow.bytesIn())
                .put("datagrams-out", flow.datagramsOut())
                .put("bytes-out", flow.bytesOut())
                .put("dropped", flow.dropped())
                .put("asked", json(flow.asked()))
                .put("asking", json(flow.asking())));
  }

  private static JsonLine json(NodeStats.Family family) {
    return new JsonLine()
        .put("good", family.good())
        .put("known", family.known())
        .put("depth", family.depth());
  }

  private static JsonLine json(Map<String, Long> counts) {
    JsonLine json = new JsonLine();
    new TreeMap<>(counts).forEach((name, count) -> json.put(name, (long) count));
    return json;
  }
}
