package dev.ferry.sim.network;

import dev.ferry.port.Tasks;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One direction between two hosts. Guarded by the network's monitor. */
final class Line {
  private static final long SECOND = 1_000_000_000;

  private final String from;
  private final String to;
  private final TreeMap<Long, Fault> faults = new TreeMap<>();
  private Link link;
  private boolean silent;
  private boolean closedToConnects;
  private long freeAt;
  private long carried;

  Line(String from, String to, Link link) {
    this.from = from;
    this.to = to;
    this.link = link;
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  boolean joins(String one, String other) {
    return (from.equals(one) && to.equals(other)) || (from.equals(other) && to.equals(one));
  }

  void become(Link other) {
    link = other;
  }

  Link link() {
    return link;
  }

  void silent(boolean on) {
    silent = on;
  }

  void closedToConnects(boolean on) {
    closedToConnects = on;
  }

  boolean answersConnects() {
    return !silent && !closedToConnects;
  }

  /** When a signal without bytes that is sent now arrives. */
  long arrival(long now) {
    return silent ? Tasks.NEVER : now + link.latency();
  }

  /** When the last of these bytes arrives. */
  long arrival(long now, int bytes) {
    freeAt = Math.max(freeAt, now) + bytes * SECOND / link.bytesPerSecond();
    carried += bytes;
    return silent ? Tasks.NEVER : freeAt + link.latency();
  }

  void faultAfter(long bytes, Fault fault) {
    faults.put(carried + bytes, fault);
  }

  /** A fault that was due by the bytes carried so far; each strikes once. */
  Optional<Fault> strikes() {
    Map.Entry<Long, Fault> first = faults.firstEntry();
    if (first == null || first.getKey() > carried) {
      return Optional.empty();
    }
    faults.remove(first.getKey());
    return Optional.of(first.getValue());
  }
}
