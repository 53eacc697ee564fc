package dev.ferry.ice;

import dev.ferry.ice.mapping.Mapping;
import dev.ferry.ice.mapping.PortMapper;
import dev.ferry.ice.server.LongTerm;
import dev.ferry.ice.server.ServerRefusal;
import dev.ferry.ice.server.StunRequests;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.turn.Relay;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Monitor;
import dev.ferry.port.SharedPort;
import dev.ferry.port.Task;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the places where this device can be met (RFC 8445 5.1.1, RFC 6544 5): its own ports at
 * once, what servers know and lend a little later. The connections to the servers stay open, as the
 * mappings of NATs stand and fall with them.
 */
final class Gathering {
  private static final System.Logger LOG = System.getLogger(Gathering.class.getName());
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_PORTS = 8;
  private static final int MOST_DOORS = 4;
  private static final int MOST_SERVERS = 3;

  /** For a server that does not answer. */
  private static final long ASKING = 5 * SECOND;

  /** What becomes of what is found; called on several tasks. */
  interface Finder {
    void opened(SharedPort port);

    void found(LocalCandidate candidate);
  }

  private final World world;
  private final IceSettings settings;
  private final TaskScope scope;
  private final Finder finder;
  private final Monitor monitor;
  // Guarded by the monitor.
  private int asking;
  private final List<PortMapper> mappers = new ArrayList<>();
  private final Set<InetSocketAddress> known = new HashSet<>();

  Gathering(World world, IceSettings settings, TaskScope scope, Finder finder) {
    this.world = world;
    this.settings = settings;
    this.scope = scope;
    this.finder = finder;
    this.monitor = world.tasks().monitor();
  }

  /** Opens our ports, and begins to ask the servers. */
  void start() {
    List<SharedPort> ports = settings.direct() ? open() : List.of();
    List<StunServer> servers =
        settings.servers().stream()
            .filter(s -> s.carriage() != StunServer.Carriage.UDP)
            .limit(MOST_SERVERS)
            .toList();
    for (StunServer server : servers) {
      for (int rank = 0; rank < ports.size(); rank++) {
        SharedPort port = ports.get(rank);
        int preference = Priorities.preference(port.address().getAddress(), rank);
        ask("our address at " + server, () -> mapped(server, port, preference));
      }
      if (settings.relayed() && server.relay()) {
        relay(server, AddressFamily.IPV4, servers.indexOf(server));
        if (world.network().local().stream().anyMatch(Inet6Address.class::isInstance)) {
          relay(server, AddressFamily.IPV6, servers.indexOf(server));
        }
      }
    }
  }

  private void relay(StunServer server, AddressFamily family, int rank) {
    ask("a relay at " + server, () -> relayed(server, family, rank));
  }

  private void ask(String what, Task task) {
    monitor.change(() -> asking++);
    scope.fork(
        what,
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no answer about " + what, e);
          } finally {
            monitor.change(() -> asking--);
          }
        });
  }

  /** Waits until all servers have answered; answers whether they have. */
  boolean await(long deadline) throws InterruptedException {
    return monitor.await(() -> asking == 0, deadline);
  }

  /** Whether routers are asked, for whom nobody waits. */
  boolean asksRouters() {
    return !mappers().isEmpty();
  }

  /** Waits until all routers have answered or were given up, some seconds at most. */
  void awaitRouters() throws InterruptedException {
    for (PortMapper mapper : mappers()) {
      mapper.await(Tasks.NEVER);
    }
  }

  private List<PortMapper> mappers() {
    List<PortMapper> all = new ArrayList<>();
    monitor.change(() -> all.addAll(mappers));
    return all;
  }

  private List<SharedPort> open() {
    List<SharedPort> ports = new ArrayList<>();
    for (InetAddress address : world.network().local()) {
      boolean useless =
          (address instanceof Inet6Address && address.isLinkLocalAddress())
              || address.isAnyLocalAddress()
              || address.isMulticastAddress();
      if (useless || ports.size() >= MOST_PORTS) {
        continue;
      }
      try {
        SharedPort port = world.network().share(new InetSocketAddress(address, 0));
        scope.own(port);
        host(port, ports.size());
        doors(address, ports.size());
        ports.add(port);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "cannot listen at " + address, e);
      }
    }
    return ports;
  }

  /** The ports that were wished for: whoever comes first has them. */
  private void doors(InetAddress address, int rank) {
    List<Integer> wanted = settings.doors().stream().limit(MOST_DOORS).toList();
    for (int i = 0; i < wanted.size(); i++) {
      try {
        Listener listener = world.network().listen(new InetSocketAddress(address, wanted.get(i)));
        var door = scope.own(new ListeningPort(listener));
        finder.opened(door);
        InetSocketAddress base = door.address();
        int preference = Priorities.preference(address, MOST_PORTS * (i + 1) + rank);
        found(CandidateType.HOST, TcpType.PASSIVE, base, base, "D" + i + rank, preference);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "cannot listen at " + address + " as was wished", e);
      }
    }
  }

  private void host(SharedPort port, int rank) {
    InetSocketAddress base = port.address();
    int preference = Priorities.preference(base.getAddress(), rank);
    String foundation = "H" + rank;
    finder.opened(port);
    monitor.change(() -> known.add(base));
    var idle = new InetSocketAddress(base.getAddress(), Candidate.NO_PORT);
    found(CandidateType.HOST, TcpType.PASSIVE, base, base, foundation, preference);
    found(CandidateType.HOST, TcpType.ACTIVE, idle, base, foundation, preference);
    found(CandidateType.HOST, TcpType.SIMULTANEOUS, base, base, foundation, preference);
    outside(base, preference);
  }

  /**
   * Asks the routers for a port that leads to ours. Nobody waits for them: what they give is told
   * when it comes, and given back with the scope.
   */
  private void outside(InetSocketAddress base, int preference) {
    boolean routed =
        world.network().gateways().stream().anyMatch(g -> Places.sameFamily(g, base.getAddress()));
    if (routed) {
      var mapper = scope.own(PortMapper.start(world, base, mapping -> mapped(mapping, preference)));
      monitor.change(() -> mappers.add(mapper));
    }
  }

  private void mapped(Mapping mapping, int preference) {
    boolean[] fresh = {false};
    monitor.change(() -> fresh[0] = known.add(mapping.external()));
    if (fresh[0]) {
      found(
          CandidateType.SERVER_REFLEXIVE,
          TcpType.PASSIVE,
          mapping.external(),
          mapping.internal(),
          "M" + preference,
          preference);
    }
  }

  private void found(
      CandidateType type,
      TcpType tcp,
      InetSocketAddress address,
      InetSocketAddress base,
      String foundation,
      int preference) {
    Optional<InetSocketAddress> related =
        type == CandidateType.HOST ? Optional.empty() : Optional.of(base);
    long priority = Priorities.of(type, tcp, preference);
    finder.found(
        new LocalCandidate(new Candidate(type, tcp, address, foundation, priority, related), base));
  }

  private void mapped(StunServer server, SharedPort port, int preference)
      throws IOException, InterruptedException {
    InetSocketAddress at = address(server, port.address().getAddress());
    InetSocketAddress mapped = mapped(server, port, at, true, world.tasks().in(ASKING));
    boolean[] fresh = {false};
    monitor.change(() -> fresh[0] = known.add(mapped));
    if (fresh[0]) {
      String foundation = "S" + preference;
      InetSocketAddress base = port.address();
      found(
          CandidateType.SERVER_REFLEXIVE,
          TcpType.SIMULTANEOUS,
          mapped,
          base,
          foundation,
          preference);
      found(CandidateType.SERVER_REFLEXIVE, TcpType.PASSIVE, mapped, base, foundation, preference);
    }
  }

  private InetSocketAddress mapped(
      StunServer server, SharedPort port, InetSocketAddress at, boolean first, long deadline)
      throws IOException, InterruptedException {
    ByteStream raw = scope.own(port.connect(at, deadline));
    ByteStream stream =
        server.carriage() == StunServer.Carriage.TLS
            ? scope.own(settings.tls().over(raw, server.host()))
            : raw;
    var login = LongTerm.with(server.login());
    try {
      return new StunRequests(world, new StunStream(stream), server.toString(), login)
          .mappedAddress(deadline);
    } catch (ServerRefusal refusal) {
      if (!first || refusal.alternate().isEmpty()) {
        throw refusal;
      }
      return mapped(server, port, refusal.alternate().get(), false, deadline);
    }
  }

  private InetSocketAddress address(StunServer server, InetAddress like)
      throws IOException, InterruptedException {
    for (InetAddress address : world.network().resolve(server.host())) {
      if (Places.sameFamily(address, like)) {
        return new InetSocketAddress(address, server.port());
      }
    }
    throw new IOException(server + " has no address of the family of " + like.getHostAddress());
  }

  private void relayed(StunServer server, AddressFamily family, int rank)
      throws IOException, InterruptedException {
    long deadline = world.tasks().in(ASKING);
    Relay relay = Relay.open(world, settings.tls(), server, family, deadline);
    RelayPort port = scope.own(new RelayPort(relay));
    int preference = Priorities.preference(port.address().getAddress(), rank);
    String foundation = "R" + rank + family;
    finder.opened(port);
    InetSocketAddress base = port.address();
    var idle = new InetSocketAddress(base.getAddress(), Candidate.NO_PORT);
    found(CandidateType.RELAYED, TcpType.PASSIVE, base, base, foundation, preference);
    found(CandidateType.RELAYED, TcpType.ACTIVE, idle, base, foundation, preference);
  }
}
