package dev.ferry.dht.node;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Addresses that nothing is taken from for a while, because they broke the protocol, or that are
 * not asked for a while, because they do not answer. The oldest makes room. Of one task.
 */
final class Blacklist {
  private final int most;
  private final long duration;
  private final Map<InetSocketAddress, Long> until = new LinkedHashMap<>();

  /**
   * @param most addresses
   * @param duration of an entry, in nanoseconds
   */
  Blacklist(int most, long duration) {
    this.most = most;
    this.duration = duration;
  }

  void add(InetSocketAddress address, long now) {
    until.remove(address);
    until.put(address, now + duration);
    if (until.size() > most) {
      until.remove(until.keySet().iterator().next());
    }
  }

  void remove(InetSocketAddress address) {
    until.remove(address);
  }

  boolean holds(InetSocketAddress address, long now) {
    Long end = until.get(address);
    if (end == null) {
      return false;
    }
    if (end <= now) {
      until.remove(address);
      return false;
    }
    return true;
  }

  int size() {
    return until.size();
  }
}
