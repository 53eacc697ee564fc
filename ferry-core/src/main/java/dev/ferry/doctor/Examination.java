package dev.ferry.doctor;

import dev.ferry.dht.node.NodePing;
import dev.ferry.ice.mapping.Mapping;
import dev.ferry.ice.mapping.PortMapper;
import dev.ferry.ice.server.LongTerm;
import dev.ferry.ice.server.NatBehaviour;
import dev.ferry.ice.server.NatDiscovery;
import dev.ferry.ice.server.ServerConnections;
import dev.ferry.ice.server.ServerRefusal;
import dev.ferry.ice.server.StunRequests;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.turn.Relay;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Examines the network without any account. For one task. */
public final class Examination {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** For each server, and for the routers. */
  private static final long PATIENCE = 8 * SECOND;

  private final World world;
  private final TlsLayer tls;

  public Examination(World world, TlsLayer tls) {
    this.world = world;
    this.tls = tls;
  }

  /** One thing to find out. */
  @FunctionalInterface
  interface Question {
    List<Fact> ask() throws InterruptedException;
  }

  /** Our own addresses. */
  public Fact addresses() {
    return new Fact.Addresses(world.network().local());
  }

  /** The same without nodes. */
  public List<Fact> examine(List<StunServer> servers) throws InterruptedException {
    return examine(servers, List.of());
  }

  /**
   * Asks the routers, the servers and nodes of the DHT, all at once.
   *
   * @param nodes as {@link dev.ferry.dht.node.Surroundings} names them
   * @return the facts, in an order that does not depend on who answered first
   */
  public List<Fact> examine(List<StunServer> servers, List<String> nodes)
      throws InterruptedException {
    List<Question> questions = new ArrayList<>();
    Optional<InetAddress> own =
        world.network().local().stream().filter(a -> !(a instanceof Inet6Address)).findFirst();
    own.ifPresent(address -> questions.add(() -> mapping(address)));
    for (StunServer server : servers) {
      if (server.carriage() != Carriage.UDP) {
        questions.add(() -> server(server));
      }
    }
    own.ifPresent(address -> {
      questions.add(() -> nat(Fact.Over.TCP, address, servers));
      questions.add(() -> nat(Fact.Over.UDP, address, servers));
    });
    six()
        .ifPresent(address -> {
          questions.add(() -> nat(Fact.Over.TCP6, address, servers));
          questions.add(() -> nat(Fact.Over.UDP6, address, servers));
        });
    nodes.forEach(node -> questions.add(() -> node(node)));
    return all(questions);
  }

  private Optional<InetAddress> six() {
    return world.network().local().stream()
        .filter(a -> a instanceof Inet6Address && !a.isLinkLocalAddress())
        .findFirst();
  }

  private List<Fact> node(String node) throws InterruptedException {
    long start = world.tasks().now();
    try {
      return new NodePing(world, world.tasks().in(PATIENCE))
          .ask(node).stream()
              .<Fact>map(a -> new Fact.NodeAnswers(node, a.at(), a.seen(), a.nanos() / MILLI))
              .toList();
    } catch (IOException e) {
      return List.of(new Fact.NodeFails(node, words(e), since(start)));
    }
  }

  private List<Fact> all(List<Question> questions) throws InterruptedException {
    List<List<Fact>> answers = new ArrayList<>();
    int[] left = {questions.size()};
    var monitor = world.tasks().monitor();
    try (TaskScope scope = new TaskScope(world.tasks())) {
      for (Question question : questions) {
        List<Fact> answer = new ArrayList<>();
        answers.add(answer);
        scope.fork(
            "examines",
            () -> {
              try {
                List<Fact> found = question.ask();
                monitor.change(() -> answer.addAll(found));
              } finally {
                monitor.change(() -> left[0]--);
              }
            });
      }
      monitor.await(() -> left[0] == 0, world.tasks().in(4 * PATIENCE));
    }
    return answers.stream().flatMap(List::stream).toList();
  }

  private List<Fact> mapping(InetAddress own) throws InterruptedException {
    long start = world.tasks().now();
    try (Listener listener = world.network().listen(new InetSocketAddress(own, 0));
        PortMapper mapper = PortMapper.start(world, listener.address(), _ -> {})) {
      mapper.await(world.tasks().in(PATIENCE));
      List<Fact> facts = new ArrayList<>();
      for (Mapping mapping : mapper.mappings()) {
        facts.add(new Fact.Mapped(mapping, since(start)));
      }
      return facts.isEmpty() ? List.of(new Fact.NotMapped(mapper.failures())) : facts;
    } catch (IOException e) {
      return List.of(new Fact.NotMapped(List.of(words(e))));
    }
  }

  private List<Fact> server(StunServer server) throws InterruptedException {
    List<Fact> facts = new ArrayList<>();
    facts.add(answers(server));
    if (server.relay() && facts.getFirst() instanceof Fact.ServerAnswers) {
      facts.add(relays(server));
    }
    return facts;
  }

  private Fact answers(StunServer server) throws InterruptedException {
    long start = world.tasks().now();
    long deadline = world.tasks().in(PATIENCE);
    var connections = new ServerConnections(world, tls, server);
    try {
      return new Fact.ServerAnswers(server, mapped(server, connections, deadline), since(start));
    } catch (IOException e) {
      return new Fact.ServerFails(server, false, words(e), since(start));
    }
  }

  private InetSocketAddress mapped(StunServer server, ServerConnections connections, long deadline)
      throws IOException, InterruptedException {
    try {
      return mapped(server, connections.open(deadline), deadline);
    } catch (ServerRefusal refusal) {
      if (refusal.alternate().isEmpty()) {
        throw refusal;
      }
      return mapped(server, connections.at(refusal.alternate().get(), deadline), deadline);
    }
  }

  private InetSocketAddress mapped(
      StunServer server, ServerConnections.Connection to, long deadline)
      throws IOException, InterruptedException {
    try (ByteStream stream = to.stream()) {
      return new StunRequests(
              world, new StunStream(stream), server.toString(), LongTerm.with(server.login()))
          .mappedAddress(deadline);
    }
  }

  private Fact relays(StunServer server) throws InterruptedException {
    long start = world.tasks().now();
    try (Relay relay =
        Relay.open(world, tls, server, AddressFamily.IPV4, world.tasks().in(PATIENCE))) {
      return new Fact.ServerRelays(server, relay.relayed(), since(start));
    } catch (IOException e) {
      return new Fact.ServerFails(server, true, words(e), since(start));
    }
  }

  private List<Fact> nat(Fact.Over over, InetAddress own, List<StunServer> servers)
      throws InterruptedException {
    List<InetSocketAddress> places = places(over, own, servers);
    if (places.isEmpty()) {
      // That no server has IPv6 is the rule, and needs no word.
      return over.isSix() ? List.of() : List.of(new Fact.NatUnknown(over, "no server to ask"));
    }
    NatDiscovery discovery = new NatDiscovery(world, world.tasks().in(2 * PATIENCE));
    try {
      NatBehaviour found =
          switch (over) {
            case TCP, TCP6 -> discovery.overTcp(own, places);
            case UDP, UDP6 -> discovery.overUdp(own, places);
          };
      return List.of(new Fact.Nat(over, found));
    } catch (IOException e) {
      return List.of(new Fact.NatUnknown(over, words(e)));
    }
  }

  /** Where servers of our family are asked; those for TCP as a rule answer to UDP, too. */
  private List<InetSocketAddress> places(Fact.Over over, InetAddress own, List<StunServer> servers)
      throws InterruptedException {
    List<InetSocketAddress> places = new ArrayList<>();
    for (StunServer server : servers) {
      boolean fits =
          server.carriage() == Carriage.TCP
              || (server.carriage() == Carriage.UDP
                  && (over == Fact.Over.UDP || over == Fact.Over.UDP6));
      if (fits) {
        try {
          world.network().resolve(server.host()).stream()
              .filter(a -> a.getAddress().length == own.getAddress().length)
              .findFirst()
              .ifPresent(a -> places.add(new InetSocketAddress(a, server.port())));
        } catch (IOException unknown) {
          // Said where the server itself is asked.
        }
      }
    }
    return places;
  }

  private long since(long start) {
    return (world.tasks().now() - start) / MILLI;
  }

  static String words(IOException e) {
    String words = e.getMessage();
    return words == null ? e.toString() : words;
  }
}
