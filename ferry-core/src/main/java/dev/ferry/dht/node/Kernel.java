package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.DhtEncoder;
import dev.ferry.dht.wire.DhtMessage;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the parts of a node share: who it is, the time, chance, what is due, and what goes out. Of
 * one task.
 */
final class Kernel {
  private final NodeConfig config;
  private final RandomGenerator random;
  private final Agenda agenda = new Agenda();
  private final Traffic traffic = new Traffic();
  private final long began;
  private final Instant beganAt;
  private List<Outgoing> outbox = new ArrayList<>();
  private long now;

  Kernel(NodeConfig config, RandomGenerator random, long now, Instant timeOfDay) {
    this.config = config;
    this.random = random;
    this.now = now;
    this.began = now;
    this.beganAt = timeOfDay;
  }

  NodeConfig config() {
    return config;
  }

  InfoHash self() {
    return config.id();
  }

  RandomGenerator random() {
    return random;
  }

  Traffic traffic() {
    return traffic;
  }

  long now() {
    return now;
  }

  void advance(long time) {
    now = Math.max(now, time);
  }

  /** Seconds since 1970. */
  long timeOfDay() {
    return beganAt.plusNanos(now - began).getEpochSecond();
  }

  Agenda agenda() {
    return agenda;
  }

  /** Has something done after so many nanoseconds. */
  Agenda.Entry in(long nanos, Runnable action) {
    return agenda.at(now + nanos, action);
  }

  /** A time by chance between two, in nanoseconds. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  void send(InetSocketAddress to, DhtMessage message) {
    send(to, DhtEncoder.encode(message));
  }

  /** Sends datagrams in this order. */
  void send(InetSocketAddress to, List<byte[]> datagrams) {
    for (byte[] datagram : datagrams) {
      traffic.sent(datagram.length);
      outbox.add(new Outgoing(to, datagram));
    }
  }

  List<Outgoing> drain() {
    if (outbox.isEmpty()) {
      return List.of();
    }
    List<Outgoing> drained = outbox;
    outbox = new ArrayList<>();
    return drained;
  }
}
