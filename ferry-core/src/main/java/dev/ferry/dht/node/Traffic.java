package dev.ferry.dht.node;

import java.util.Map;
import java.util.TreeMap;

/** What went through a node, counted. Of one task. */
final class Traffic {
  private final Map<String, long[]> requests = new TreeMap<>();
  private long datagramsIn;
  private long datagramsOut;
  private long bytesIn;
  private long bytesOut;
  private long dropped;

  void received(int bytes) {
    datagramsIn++;
    bytesIn += bytes;
  }

  void sent(int bytes) {
    datagramsOut++;
    bytesOut += bytes;
  }

  /** Something came that was not answered: nonsense, too much, or of a banned sender. */
  void dropped() {
    dropped++;
  }

  void asked(String request) {
    requests.computeIfAbsent(request, r -> new long[2])[1]++;
  }

  void wasAsked(String request) {
    requests.computeIfAbsent(request, r -> new long[2])[0]++;
  }

  NodeStats.Flow flow() {
    Map<String, Long> in = new TreeMap<>();
    Map<String, Long> out = new TreeMap<>();
    requests.forEach((name, counts) -> {
      in.put(name, counts[0]);
      out.put(name, counts[1]);
    });
    return new NodeStats.Flow(datagramsIn, bytesIn, datagramsOut, bytesOut, dropped, in, out);
  }
}
