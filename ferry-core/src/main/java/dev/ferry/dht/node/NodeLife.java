package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Contact;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.Monitor;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tasks of a node: one runs its machine, one for each port receives, one looks for other nodes
 * and minds the network.
 */
final class NodeLife implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NodeLife.class.getName());
  private static final long SECOND = 1_000_000_000;
  private static final long STATS = 5 * SECOND;

  private final World world;
  private final InfoHash id;
  private final Ports ports;
  private final Inbox inbox;
  private final DhtEngine engine;
  private final TaskScope scope;
  private final NodeMemory memory;
  private final Monitor monitor;
  private final Set<Runnable> enders = new LinkedHashSet<>();
  private final Map<Putting, SavedState.Kept> permanent = new LinkedHashMap<>();
  private final List<SavedState.Kept> inherited;
  private boolean connected;
  private boolean closed;

  private NodeLife(
      World world, NodeConfig config, Ports ports, NodeMemory memory, Optional<SavedState> state) {
    this.world = world;
    this.id = config.id();
    this.ports = ports;
    this.memory = memory;
    this.inbox = new Inbox(world.tasks());
    this.scope = new TaskScope(world.tasks());
    this.monitor = world.tasks().monitor();
    this.inherited = state.map(SavedState::values).orElse(List.of());
    this.engine =
        new DhtEngine(
            config, new Chance(world.random()), world.tasks().now(), world.tasks().timeOfDay());
  }

  static NodeLife begin(
      World world, NodeConfig config, Surroundings surroundings, NodeMemory memory)
      throws IOException {
    Optional<SavedState> state = memory.load().flatMap(SavedState::parse);
    NodeConfig known = state.map(s -> config.withId(s.id())).orElse(config);
    Ports ports = Ports.open(world.network(), surroundings.bind());
    NodeLife life = new NodeLife(world, known, ports, memory, state);
    life.scope.own(ports);
    life.start(surroundings, known, state.map(SavedState::nodes).orElse(List.of()));
    return life;
  }

  private void start(Surroundings surroundings, NodeConfig config, List<Contact> known) {
    scope.fork("dht " + id, this::run);
    for (DatagramPort port : ports.all()) {
      scope.fork("dht receives at " + port.address(), () -> receive(port));
    }
    inherited.forEach(kept -> put(kept.key(), kept.value(), true));
    List<InetSocketAddress> saved = known.stream().map(Contact::at).toList();
    Outlook outlook = new Outlook(world, surroundings, saved, this);
    scope.fork("dht looks for nodes", outlook::run);
    if (surroundings.discover()) {
      Discovery discovery = new Discovery(world, config, addresses().getFirst().getPort(), this);
      scope.fork("dht discovers", discovery::run);
    }
  }

  private void run() throws InterruptedException {
    while (true) {
      Inbox.Batch batch = inbox.take(engine.next());
      long now = world.tasks().now();
      for (Inbox.Datagram datagram : batch.datagrams()) {
        guarded(
            () -> engine.receive(now, datagram.from(), datagram.bytes(), datagram.bytes().length));
      }
      for (Inbox.Wish wish : batch.wishes()) {
        guarded(() -> wish.of(engine, now));
      }
      guarded(() -> engine.tick(now));
      engine.drain().forEach(ports::send);
      if (engine.isConnected() != connected) {
        monitor.change(() -> connected = !connected);
      }
    }
  }

  /** A defect of ours that a stranger's datagram brings to light must not end the node. */
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.ERROR, "the DHT node goes on after a defect", defect);
    }
  }

  private void receive(DatagramPort port) throws InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(DatagramPort.LARGEST);
    while (true) {
      try {
        Optional<InetSocketAddress> from =
            port.receive(buffer.clear(), world.tasks().in(60 * SECOND));
        if (from.isPresent()) {
          byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
          inbox.post(new Inbox.Datagram(from.get(), bytes));
        }
      } catch (IOException broken) {
        // A network that goes away may come back; a node that was closed is interrupted here.
        LOG.log(System.Logger.Level.DEBUG, "receiving at " + port.address(), broken);
        world.tasks().sleep(SECOND);
      }
    }
  }

  InfoHash id() {
    return id;
  }

  List<InetSocketAddress> addresses() {
    return ports.all().stream().map(DatagramPort::address).toList();
  }

  boolean awaitConnected(long deadline) throws InterruptedException {
    boolean[] is = {false};
    monitor.await(
        () -> {
          is[0] = connected;
          return connected || closed;
        },
        deadline);
    return is[0];
  }

  void bootstrap(List<InetSocketAddress> addresses) {
    inbox.post((engine, now) -> engine.bootstrap(now, addresses));
  }

  void alone() {
    inbox.post(DhtEngine::alone);
  }

  void networkChanged() {
    inbox.post((engine, now) -> engine.networkChanged(now));
  }

  Finding find(InfoHash key, Query query) {
    Finding finding = new Finding(world.tasks(), "get " + key);
    begin(
        finding::end,
        finding::cancelledBy,
        (engine, now) -> engine.get(now, key, query, finding.findings()));
    return finding;
  }

  Finding listen(InfoHash key, Query query) {
    Finding finding = new Finding(world.tasks(), "listen to " + key);
    begin(
        finding::end,
        finding::cancelledBy,
        (engine, now) -> engine.listen(now, key, query, finding.findings()));
    return finding;
  }

  Putting put(InfoHash key, Value value, boolean permanently) {
    Putting putting = new Putting(world.tasks(), "put at " + key);
    if (permanently) {
      monitor.change(() -> permanent.put(putting, new SavedState.Kept(key, value)));
    }
    begin(
        putting::end,
        action ->
            putting.cancelledBy(() -> {
              monitor.change(() -> permanent.remove(putting));
              action.run();
            }),
        (engine, now) ->
            permanently
                ? engine.putPermanently(now, key, value, putting::done)
                : engine.put(now, key, value, putting::done));
    return putting;
  }

  /** Begins something on the node's task. */
  private interface Beginning {
    Running on(DhtEngine engine, long now);
  }

  private interface Cancellable {
    void cancelledBy(Runnable action);
  }

  private void begin(Runnable ender, Cancellable user, Beginning beginning) {
    List<Running> running = new ArrayList<>(1);
    monitor.change(() -> enders.add(ender));
    user.cancelledBy(() -> {
      monitor.change(() -> enders.remove(ender));
      // Both wishes run on the node's task, in this order.
      inbox.post((engine, now) -> running.forEach(Running::cancel));
    });
    if (!inbox.post((engine, now) -> running.add(beginning.on(engine, now)))) {
      ender.run();
    }
  }

  Optional<NodeStats> stats(long deadline) throws InterruptedException {
    List<NodeStats> stats = new ArrayList<>(1);
    Monitor asked = world.tasks().monitor();
    boolean alive =
        inbox.post((engine, now) -> {
          NodeStats found = engine.stats();
          asked.change(() -> stats.add(found));
        });
    if (!alive) {
      return Optional.empty();
    }
    asked.await(() -> !stats.isEmpty(), Math.min(deadline, world.tasks().in(STATS)));
    List<NodeStats> read = new ArrayList<>();
    asked.change(() -> read.addAll(stats));
    return read.stream().findFirst();
  }

  /** Keeps what the node knows; on the task that calls. */
  void save(List<Contact> nodes) {
    List<SavedState.Kept> values = new ArrayList<>();
    monitor.change(() -> values.addAll(permanent.values()));
    try {
      memory.save(new SavedState(id, nodes, values).pack());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot keep what the DHT node knows", e);
    }
  }

  /** The nodes that answer; empty when the node does not tell in time. */
  List<Contact> known() throws InterruptedException {
    List<Contact> known = new ArrayList<>();
    boolean[] told = {false};
    Monitor asked = world.tasks().monitor();
    inbox.post((engine, now) -> {
      List<Contact> found = engine.known();
      asked.change(() -> {
        known.addAll(found);
        told[0] = true;
      });
    });
    asked.await(() -> told[0], world.tasks().in(STATS));
    return List.copyOf(known);
  }

  @Override
  public void close() {
    List<Runnable> ending = new ArrayList<>();
    monitor.change(() -> {
      if (!closed) {
        ending.addAll(enders);
      }
      closed = true;
    });
    inbox.close();
    scope.close();
    if (!ending.isEmpty() || connected) {
      save(engine.known());
    }
    ending.forEach(Runnable::run);
  }
}
