package dev.ferry.dht.node;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** At which addresses other nodes see us, and how often they said so. Of one task. */
final class Sightings {
  private static final int MOST = 8;

  private final Map<InetAddress, Integer> votes = new LinkedHashMap<>();

  void add(InetAddress address) {
    // The one that was seen last goes to the end: the oldest makes room.
    int more = votes.getOrDefault(address, 0) + 1;
    votes.remove(address);
    votes.put(address, more);
    if (votes.size() > MOST) {
      votes.remove(votes.keySet().iterator().next());
    }
  }

  /** The addresses, the one that most have named first. */
  List<InetAddress> addresses() {
    return votes.entrySet().stream()
        .sorted(Map.Entry.<InetAddress, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
