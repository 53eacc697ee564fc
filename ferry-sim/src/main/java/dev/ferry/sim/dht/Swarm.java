package dev.ferry.sim.dht;

import dev.ferry.dht.node.DhtEngine;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.Outgoing;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.ValueTypes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Many nodes of a DHT and the datagrams between them, driven by events in the order of their times.
 * Of one thread; the same seed gives the same run. Times are nanoseconds from the beginning.
 */
public final class Swarm {
  public static final long MILLI = 1_000_000;
  public static final long SECOND = 1000 * MILLI;
  public static final long MINUTE = 60 * SECOND;

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PORT = 4222;

  /** A node of the swarm. */
  public static final class Member {
    private final DhtEngine engine;
    private final InetSocketAddress at;
    private boolean up = true;
    private long wake = Long.MAX_VALUE;

    Member(DhtEngine engine, InetSocketAddress at) {
      this.engine = engine;
      this.at = at;
    }

    public DhtEngine engine() {
      return engine;
    }

    public InetSocketAddress at() {
      return at;
    }

    public boolean isUp() {
      return up;
    }
  }

  /** Receives what is sent to addresses that no member has: a stranger, scripted by a test. */
  @FunctionalInterface
  public interface Stranger {
    void receive(InetSocketAddress from, byte[] datagram);
  }

  /** Something that happens at a time. */
  @FunctionalInterface
  public interface Happening {
    void happen();
  }

  private record Event(long time, long number, Happening what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return time == other.time
          ? Long.compare(number, other.number)
          : Long.compare(time, other.time);
    }
  }

  private final RandomGenerator random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<InetSocketAddress, Member> byAddress = new HashMap<>();
  private final Map<InetSocketAddress, Stranger> strangers = new HashMap<>();
  private final List<Member> members = new ArrayList<>();
  private final long leastLatency;
  private final long mostLatency;
  private int lostOfThousand;
  private long now;
  private long number;
  private long datagrams;
  private long bytes;
  private int addresses = 1;

  /**
   * @param leastLatency nanoseconds that a datagram takes at least
   * @param mostLatency nanoseconds that it takes at most
   */
  public Swarm(long seed, long leastLatency, long mostLatency) {
    this.random = new SplittableRandom(seed);
    this.leastLatency = leastLatency;
    this.mostLatency = mostLatency;
  }

  /** How many of a thousand datagrams get lost from now on. */
  public void losing(int ofThousand) {
    lostOfThousand = ofThousand;
  }

  public long now() {
    return now;
  }

  public RandomGenerator random() {
    return random;
  }

  /** Those that are up. */
  public List<Member> members() {
    return members;
  }

  public Member any() {
    return members.get(random.nextInt(members.size()));
  }

  /** An address that nobody has yet. */
  public InetSocketAddress freeAddress() {
    int host = addresses++;
    byte[] ip = {10, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
    try {
      return new InetSocketAddress(InetAddress.getByAddress(ip), PORT);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /** A full node that joins through another one, if there is one. */
  public Member join() {
    return join(
        new NodeConfig(InfoHash.random(this::fill), 0, false, 4 << 20, ValueTypes.standard()));
  }

  public Member join(NodeConfig config) {
    Optional<Member> through = members.isEmpty() ? Optional.empty() : Optional.of(any());
    DhtEngine engine =
        new DhtEngine(config, new SplittableRandom(random.nextLong()), now, EPOCH.plusNanos(now));
    Member member = new Member(engine, freeAddress());
    byAddress.put(member.at, member);
    members.add(member);
    through.ifPresent(t -> engine.bootstrap(now, List.of(t.at)));
    settle(member);
    return member;
  }

  private void fill(byte[] target) {
    random.nextBytes(target);
  }

  /** A node is gone from one moment to the next. */
  public void leave(Member member) {
    member.up = false;
    members.remove(member);
    byAddress.remove(member.at);
  }

  /** Lets somebody who is no member receive at an address. */
  public void stranger(InetSocketAddress at, Stranger stranger) {
    strangers.put(at, stranger);
  }

  /** Has something happen after so many nanoseconds. */
  public void in(long nanos, Happening what) {
    events.add(new Event(now + nanos, number++, what));
  }

  /** Does something with a node's machine, and sends what comes of it. */
  public void with(Member member, Happening what) {
    what.happen();
    settle(member);
  }

  private void settle(Member member) {
    for (Outgoing out : member.engine.drain()) {
      send(member.at, out.to(), out.bytes());
    }
    long next = member.engine.next();
    if (next < member.wake) {
      member.wake = next;
      events.add(new Event(Math.max(next, now), number++, () -> wake(member, next)));
    }
  }

  private void wake(Member member, long planned) {
    if (member.up && member.wake == planned) {
      member.wake = Long.MAX_VALUE;
      member.engine.tick(now);
      settle(member);
    }
  }

  /** Sends a datagram. */
  public void send(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    datagrams++;
    bytes += datagram.length;
    if (lostOfThousand > 0 && random.nextInt(1000) < lostOfThousand) {
      return;
    }
    long latency = random.nextLong(leastLatency, mostLatency + 1);
    in(latency, () -> deliver(from, to, datagram));
  }

  private void deliver(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    Member member = byAddress.get(to);
    if (member != null) {
      member.engine.receive(now, from, datagram, datagram.length);
      settle(member);
    } else if (strangers.containsKey(to)) {
      strangers.get(to).receive(from, datagram);
    }
  }

  /** Lets time pass. */
  public void run(long nanos) {
    long end = now + nanos;
    while (!events.isEmpty() && events.peek().time() <= end) {
      Event event = events.remove();
      now = Math.max(now, event.time());
      event.what().happen();
    }
    now = end;
  }

  /** Datagrams that were sent so far. */
  public long datagrams() {
    return datagrams;
  }

  /** Bytes that were sent so far. */
  public long bytes() {
    return bytes;
  }
}
