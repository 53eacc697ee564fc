package dev.ferry.sim.network;

import dev.ferry.port.Tasks;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One direction between two hosts. Guarded by the network's monitor. */
final class Line {
  private static final long SECOND = 1_000_000_000;

  /** After which TCP sends again what was not acknowledged. */
  private static final long AGAIN = 200_000_000;

  private final String from;
  private final String to;
  private final TreeMap<Long, Fault> faults = new TreeMap<>();
  private Link link;
  private Optional<Uplink> uplink = Optional.empty();
  private boolean silent;
  private boolean closedToConnects;
  private long freeAt;
  private long carried;
  private int lost;
  private RandomGenerator dice = new Random(0);

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

  /** What goes this way passes that first, like all else that leaves the host. */
  void behind(Uplink all) {
    uplink = Optional.of(all);
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
    long left = uplink.isPresent() ? uplink.get().passes(now, bytes) : now;
    freeAt = Math.max(freeAt, left) + bytes * SECOND / link.bytesPerSecond();
    carried += bytes;
    return silent ? Tasks.NEVER : freeAt + link.latency() + delay();
  }

  /** So many of a thousand segments get lost from now on: they come when they are sent again. */
  void lossy(int perMille, RandomGenerator by) {
    lost = perMille;
    dice = by;
  }

  private long delay() {
    return lost > 0 && dice.nextInt(1000) < lost ? AGAIN + 2 * link.latency() : 0;
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
