package dev.ferry.dht.node;

import dev.ferry.dht.wire.Contact;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The task that brings a node to others: asks the bootstrap nodes and those of the last run until
 * one answers, and again when all are lost; sees when this device's addresses change; keeps what
 * the node knows now and then.
 */
final class Outlook {
  private static final System.Logger LOG = System.getLogger(Outlook.class.getName());
  private static final long SECOND = 1_000_000_000;
  private static final long FIRST_PAUSE = 2 * SECOND;
  private static final long LONGEST_PAUSE = 300 * SECOND;
  private static final long LOOK = 15 * SECOND;
  private static final long SAVE = 600 * SECOND;
  private static final long TRY = 60 * SECOND;

  /** In so many rounds, of 2 and 4 seconds, somebody to begin with answers, or nobody is there. */
  private static final int TRIES = 2;

  private static final int FEW = RoutingTable.K;
  private static final int PORTS = 65_535;

  private final World world;
  private final Surroundings surroundings;
  private final List<InetSocketAddress> saved;
  private final NodeLife life;

  Outlook(World world, Surroundings surroundings, List<InetSocketAddress> saved, NodeLife life) {
    this.world = world;
    this.surroundings = surroundings;
    this.saved = List.copyOf(saved);
    this.life = life;
  }

  void run() throws InterruptedException {
    Tasks tasks = world.tasks();
    List<InetAddress> local = world.network().local();
    long pause = FIRST_PAUSE;
    int vain = 0;
    long nextSave = tasks.in(SAVE);
    long nextTry = tasks.in(TRY);
    while (true) {
      if (life.awaitConnected(tasks.now())) {
        pause = FIRST_PAUSE;
        vain = 0;
        tasks.sleep(LOOK);
        if (tasks.now() >= nextTry && life.known().size() < FEW) {
          // We may be on an island: the nodes to begin with may have come up only now.
          nextTry = tasks.in(TRY);
          life.bootstrap(resolved());
        }
      } else {
        life.bootstrap(saved);
        life.bootstrap(resolved());
        if (!life.awaitConnected(tasks.in(pause))) {
          pause = Math.min(2 * pause, LONGEST_PAUSE);
          if (++vain >= TRIES) {
            life.alone();
          }
        }
      }
      List<InetAddress> present = world.network().local();
      if (!present.equals(local)) {
        local = present;
        pause = FIRST_PAUSE;
        life.networkChanged();
      }
      if (tasks.now() >= nextSave) {
        nextSave = tasks.in(SAVE);
        List<Contact> known = life.known();
        if (!known.isEmpty()) {
          life.save(known);
        }
      }
    }
  }

  private List<InetSocketAddress> resolved() throws InterruptedException {
    List<InetSocketAddress> all = new ArrayList<>();
    for (String name : surroundings.bootstrap()) {
      Optional<HostPort> parsed = parse(name);
      if (parsed.isEmpty()) {
        LOG.log(System.Logger.Level.WARNING, "no bootstrap node: {0}", name);
        continue;
      }
      try {
        for (InetAddress at : world.network().resolve(parsed.get().host())) {
          all.add(new InetSocketAddress(at, parsed.get().port()));
        }
      } catch (IOException unknown) {
        LOG.log(System.Logger.Level.DEBUG, "bootstrap node {0}: {1}", name, unknown.getMessage());
      }
    }
    return all;
  }

  /** A host as people write it. */
  record HostPort(String host, int port) {}

  /** Reads {@code host}, {@code host:port}, {@code [v6]:port} or an address of IPv6 alone. */
  static Optional<HostPort> parse(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      String rest = end < 0 ? "?" : text.substring(end + 1);
      return rest.isEmpty() || rest.startsWith(":")
          ? port(text.substring(1, end), rest)
          : Optional.empty();
    }
    int colon = text.indexOf(':');
    boolean many = colon != text.lastIndexOf(':');
    return colon < 0 || many
        ? port(text, "")
        : port(text.substring(0, colon), text.substring(colon));
  }

  private static Optional<HostPort> port(String host, String port) {
    if (host.isEmpty()) {
      return Optional.empty();
    }
    if (port.isEmpty()) {
      return Optional.of(new HostPort(host, Surroundings.DEFAULT_PORT));
    }
    try {
      int number = Integer.parseInt(port.substring(1));
      return number > 0 && number <= PORTS
          ? Optional.of(new HostPort(host, number))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
