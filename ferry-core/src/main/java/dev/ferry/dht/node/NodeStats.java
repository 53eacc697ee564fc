package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * How a node is doing, as of when it was asked.
 *
 * @param publicAddresses where other nodes see it
 */
public record NodeStats(
    InfoHash id,
    Family ipv4,
    Family ipv6,
    Shelves shelves,
    Flow flow,
    int running,
    List<InetAddress> publicAddresses) {
  public NodeStats {
    publicAddresses = List.copyOf(publicAddresses);
  }

  /**
   * The nodes that it knows of a family of addresses.
   *
   * @param good that answer
   * @param depth buckets of its table
   */
  public record Family(int known, int good, int depth) {}

  /** What it keeps for others. */
  public record Shelves(int keys, int values, long bytes, int listeners) {}

  /**
   * What went through.
   *
   * @param dropped datagrams that were not answered
   * @param asked requests that came, by their names
   * @param asking requests that went out
   */
  public record Flow(
      long datagramsIn,
      long bytesIn,
      long datagramsOut,
      long bytesOut,
      long dropped,
      Map<String, Long> asked,
      Map<String, Long> asking) {
    public Flow {
      asked = Map.copyOf(asked);
      asking = Map.copyOf(asking);
    }
  }

  /** Whether any node answers it. */
  public boolean isConnected() {
    return ipv4.good() + ipv6.good() > 0;
  }
}
