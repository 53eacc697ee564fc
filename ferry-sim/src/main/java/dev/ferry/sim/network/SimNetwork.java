package dev.ferry.sim.network;

import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The whole network: who is where, what the lines between them are like, and what goes wrong. Give
 * each device its {@link Network} by {@link #host}. All methods may be called from any task.
 */
public final class SimNetwork {
  private record Way(String from, String to) {}

  private final Guarded guarded;
  private final Consumer<String> log;
  private final Map<String, SimHost> hosts = new LinkedHashMap<>();
  private final Map<Way, Line> lines = new LinkedHashMap<>();
  private final Directory directory;
  private final List<SimStream> streams = new ArrayList<>();
  private final Realms realms = new Realms(() -> hosts().stream());
  private final RandomGenerator dice;
  private final Map<String, Uplink> uplinks = new LinkedHashMap<>();
  private Link usual = Link.LAN;
  private Weather weather = Weather.FAIR;

  /**
   * @param log is told in a few words what the calling task does or meets
   */
  public SimNetwork(Tasks tasks, Consumer<String> log) {
    this(tasks, log, new Random(0));
  }

  /**
   * @param dice decides which datagrams get lost or late
   */
  public SimNetwork(Tasks tasks, Consumer<String> log, RandomGenerator dice) {
    this.dice = dice;
    this.guarded = new Guarded(tasks, tasks.monitor());
    this.directory = new Directory(guarded.monitor());
    this.log = log;
  }

  /**
   * A new device on the network.
   *
   * @param addresses literal addresses, best first; each belongs to one host
   */
  public Network host(String name, String... addresses) {
    SimHost host = new SimHost(this, name, literals(addresses));
    guarded
        .monitor()
        .change(() -> {
          if (hosts.putIfAbsent(name, host) != null) {
            throw new IllegalArgumentException("there is a host " + name + " already");
          }
        });
    return host;
  }

  /** Where NATs and firewalls are put between the hosts. */
  public Nats nats() {
    return new Nats(guarded, realms, dice);
  }

  /** Packets of connections between two hosts get lost so often, and come late for it. */
  public void loss(String one, String other, int perMille) {
    bothWays(one, other, line -> line.lossy(perMille, dice));
  }

  /** What lines are like that nothing else is said about; {@link Link#LAN} at first. */
  public void usually(Link link) {
    guarded.monitor().change(() -> usual = link);
  }

  /** What befalls all datagrams between different hosts from now on; nothing at first. */
  public void weather(Weather now) {
    guarded.monitor().change(() -> weather = now);
  }

  /** What the line between two hosts is like, in both directions, from now on. */
  public void link(String one, String other, Link link) {
    bothWays(one, other, line -> line.become(link));
  }

  /** What a host can send at most, to all others together; without a bound at first. */
  public void uplink(String host, long bytesPerSecond) {
    guarded
        .monitor()
        .change(() -> {
          Uplink all = new Uplink(bytesPerSecond);
          uplinks.put(host, all);
          lines.values().stream().filter(l -> l.from().equals(host)).forEach(l -> l.behind(all));
        });
  }

  /** Which routers a host knows of; none at first. */
  public void gateways(String host, String... addresses) {
    directory.gateways(host, literals(addresses));
  }

  /** What looking up a host's name answers. */
  public void name(String host, String... addresses) {
    directory.name(host, literals(addresses));
  }

  private static List<InetAddress> literals(String... addresses) {
    return Stream.of(addresses).map(InetAddress::ofLiteral).toList();
  }

  /** Connects from one host to the other are not answered, as behind a firewall. */
  public void block(String from, String to) {
    guarded.monitor().change(() -> line(from, to).closedToConnects(true));
  }

  /** Connects from one host to the other are answered again. */
  public void unblock(String from, String to) {
    guarded.monitor().change(() -> line(from, to).closedToConnects(false));
  }

  /** Something befalls all connections between two hosts, now. */
  public void fault(String one, String other, Fault fault) {
    guarded.monitor().change(() -> befall(one, other, fault));
  }

  /** The same, once {@code bytes} more have been sent from the one to the other. */
  public void faultAfter(String from, String to, long bytes, Fault fault) {
    guarded.monitor().change(() -> line(from, to).faultAfter(bytes, fault));
  }

  /** The line between two hosts that had fallen silent carries again what was lost meanwhile. */
  public void heal(String one, String other) {
    guarded.monitor().change(() -> silence(one, other, false));
  }

  /** Connections and listeners that nobody has closed yet, for people. */
  public List<String> open() {
    List<String> open = new ArrayList<>();
    guarded
        .monitor()
        .change(() -> {
          streams.stream().filter(SimStream::isClaimed).forEach(s -> open.add("stream " + s));
          hosts.values().stream()
              .flatMap(h -> h.listeners().stream())
              .forEach(l -> open.add(l.toString()));
          hosts.values().stream()
              .flatMap(h -> h.datagrams().stream())
              .forEach(d -> open.add(d.toString()));
        });
    return open;
  }

  Guarded guarded() {
    return guarded;
  }

  void log(String what) {
    log.accept(what);
  }

  Directory directory() {
    return directory;
  }

  Optional<Line> lineTo(SimHost from, InetAddress to) {
    List<Line> found = new ArrayList<>(1);
    guarded
        .monitor()
        .change(() ->
            (to.isLoopbackAddress()
                    ? Optional.of(from)
                    : hosts.values().stream().filter(h -> h.has(to)).findFirst())
                .ifPresent(h -> found.add(line(from.name(), h.name()))));
    return found.stream().findFirst();
  }

  Line lineBack(Line line) {
    List<Line> back = new ArrayList<>(1);
    guarded.monitor().change(() -> back.add(line(line.to(), line.from())));
    return back.getFirst();
  }

  private Collection<SimHost> hosts() {
    return hosts.values();
  }

  // What follows is called with the monitor held.

  Realms realms() {
    return realms;
  }

  /** When a question arrives at what is ahead of it. */
  long arrival(Realms.Flight flight) {
    return realms
        .ahead(flight)
        .map(ahead -> line(flight.host().name(), ahead).arrival(guarded.now()))
        .orElse(Tasks.NEVER);
  }

  /** Whether a connection joins these two places, as seen from the first. */
  boolean joins(InetSocketAddress here, InetSocketAddress there) {
    return streams.stream().anyMatch(s -> s.joins(here, there));
  }

  Line line(String from, String to) {
    return lines.computeIfAbsent(
        new Way(from, to),
        w -> {
          Line fresh = new Line(from, to, from.equals(to) ? Link.LOOPBACK : usual);
          Optional.ofNullable(uplinks.get(from)).ifPresent(fresh::behind);
          return fresh;
        });
  }

  private void bothWays(String one, String other, Consumer<Line> change) {
    guarded
        .monitor()
        .change(() -> {
          change.accept(line(one, other));
          change.accept(line(other, one));
        });
  }

  Optional<SimListener> listenerAt(String host, InetSocketAddress at) {
    return Optional.ofNullable(hosts.get(host)).flatMap(h -> h.listenerAt(at));
  }

  /** Brings a datagram to whoever receives at its address; a group has many. */
  void carry(SimHost from, InetSocketAddress source, InetSocketAddress to, byte[] bytes) {
    InetAddress there = to.getAddress();
    Stream<SimHost> reached =
        there.isLoopbackAddress()
            ? Stream.of(from)
            : hosts.values().stream().filter(h -> h.has(there) || there.isMulticastAddress());
    for (SimHost host : reached.toList()) {
      Line line = line(from.name(), host.name());
      Optional<Long> arrival = arrival(line, from == host, bytes.length);
      for (SimDatagrams port : host.datagrams()) {
        if (arrival.isPresent() && port.receivesAt(to)) {
          port.deliver(arrival.get(), source, bytes);
        }
      }
    }
  }

  private Optional<Long> arrival(Line line, boolean local, int bytes) {
    long at = line.arrival(guarded.now(), bytes);
    if (local) {
      return Optional.of(at);
    }
    boolean lost =
        at == Tasks.NEVER
            || !line.answersConnects()
            || bytes > weather.mtu()
            || (weather.lost() > 0 && dice.nextInt(1000) < weather.lost());
    long late = lost || weather.jitter() == 0 ? 0 : dice.nextLong(weather.jitter() + 1);
    return lost ? Optional.empty() : Optional.of(at + late);
  }

  void opened(SimStream stream) {
    streams.add(stream);
  }

  void closed(SimStream stream) {
    streams.remove(stream);
  }

  void closed(SimListener listener) {
    hosts.values().forEach(h -> h.closed(listener));
  }

  /** Bytes were sent: a fault that waited for them strikes. */
  void strike(Line line) {
    line.strikes().ifPresent(fault -> befall(line.from(), line.to(), fault));
  }

  private void befall(String one, String other, Fault fault) {
    log.accept("the line " + one + " - " + other + " has a fault: " + fault);
    switch (fault) {
      case RESET -> between(one, other).forEach(SimStream::snap);
      case SILENCE -> silence(one, other, true);
    }
  }

  private void silence(String one, String other, boolean on) {
    line(one, other).silent(on);
    line(other, one).silent(on);
    between(one, other).forEach(s -> s.in().redate(guarded.now()));
  }

  private List<SimStream> between(String one, String other) {
    return streams.stream().filter(s -> s.in().line().joins(one, other)).toList();
  }
}
