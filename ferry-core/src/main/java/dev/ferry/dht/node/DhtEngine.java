package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Assemblies;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtDecoder;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.dht.wire.DhtMessage.Reply;
import dev.ferry.dht.wire.DhtMessage.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A node of the DHT as a pure machine: it is told the time, the datagrams that come and what its
 * user wants; it says what is to be sent and when it wants to be told the time again. All methods
 * are called by one task; those who are told of findings are called by it too. Times are in
 * nanoseconds of one clock.
 */
public final class DhtEngine {
  private static final int REQUESTS_A_SECOND = 8192;

  private final Kernel kernel;
  private final Tables tables;
  private final Requests requests;
  private final Learning learning;
  private final Storage storage;
  private final Parts parts;
  private final Tokens tokens;
  private final Telling telling;
  private final Server server;
  private final Maintenance maintenance;
  private final Assemblies assemblies = new Assemblies();
  private final RateLimit limit = new RateLimit(REQUESTS_A_SECOND, REQUESTS_A_SECOND / 8);
  private final Operations operations;
  private final Sightings sightings = new Sightings();

  /**
   * @param random decides ids and secrets, and so must be unpredictable outside of simulations
   */
  public DhtEngine(NodeConfig config, RandomGenerator random, long now, Instant timeOfDay) {
    kernel = new Kernel(config, random, now, timeOfDay);
    tables = new Tables(kernel);
    requests = new Requests(kernel, tables);
    learning = new Learning(kernel, tables, requests);
    storage = new Storage(config.types(), config.quota());
    parts = new Parts(kernel, tables, requests, learning, storage);
    tokens = new Tokens(random);
    telling = new Telling(parts, tokens);
    server = new Server(parts, tokens, telling);
    maintenance = new Maintenance(parts, tokens, telling);
    maintenance.start();
    operations = new Operations(tables);
    new Handover(parts).start();
  }

  /** When {@link #tick} wants to be called at the latest. */
  public long next() {
    return kernel.agenda().next();
  }

  /** Does what is due by now. */
  public void tick(long now) {
    kernel.advance(now);
    kernel.agenda().run(now);
  }

  /** What is to be sent, in this order. */
  public List<Outgoing> drain() {
    return kernel.drain();
  }

  /** Takes the first {@code length} bytes as a datagram that came. */
  public void receive(long now, InetSocketAddress from, byte[] bytes, int length) {
    kernel.advance(now);
    kernel.traffic().received(length);
    if (Tables.isMartian(from) || tables.isBanned(from)) {
      kernel.traffic().dropped();
      return;
    }
    Optional<DhtMessage> message = DhtDecoder.decode(bytes, length);
    if (message.isEmpty() || message.get().network() != kernel.config().network()) {
      kernel.traffic().dropped();
      return;
    }
    if (message.get() instanceof DhtMessage.Pieces pieces) {
      assemblies.add(from, pieces, now).ifPresent(whole -> take(from, whole));
    } else if (!(message.get() instanceof Request) || limit.admits(from.getAddress(), now)) {
      begin(from, message.get());
    } else {
      kernel.traffic().dropped();
    }
  }

  /** Lets a message wait for the pieces it announces, if it has a right to. */
  private void begin(InetSocketAddress from, DhtMessage message) {
    if (message.values().announced().isEmpty()) {
      take(from, message);
      return;
    }
    boolean welcome =
        switch (message) {
          case Reply reply -> requests.expects(from, reply.transaction());
          case Request request -> isWelcome(from, request);
          case DhtMessage.Refusal r -> false;
          case DhtMessage.Pieces p -> false;
        };
    if (welcome) {
      assemblies.begin(from, message, kernel.now());
    }
  }

  private boolean isWelcome(InetSocketAddress from, Request request) {
    return switch (request.call()) {
      case Call.Put put -> server.admits(from, request, put.token(), "Put");
      case Call.Update update -> telling.expects(new Contact(request.from(), from), update);
      case Call.Ping p -> false;
      case Call.Find f -> false;
      case Call.Get g -> false;
      case Call.Listen l -> false;
      case Call.Refresh r -> false;
    };
  }

  private void take(InetSocketAddress from, DhtMessage message) {
    switch (message) {
      case Request request -> {
        Contact asker = new Contact(request.from(), from);
        if (!request.from().equals(kernel.self())) {
          learning.heard(asker, request.client(), false);
          server.answer(from, request);
          if (request.call() instanceof Call.Update update) {
            telling.told(asker, update);
          }
        }
      }
      case Reply reply -> answered(new Contact(reply.from(), from), reply);
      case DhtMessage.Refusal refusal -> {
        Contact refuser = new Contact(refusal.from().orElse(InfoHash.ZERO), from);
        requests.refused(refuser, refusal.transaction(), refusal.code());
      }
      case DhtMessage.Pieces p -> {
        // Come together before.
      }
    }
  }

  private void answered(Contact from, Reply reply) {
    if (from.id().equals(kernel.self()) || !requests.expects(from.at(), reply.transaction())) {
      return;
    }
    learning.heard(from, reply.client(), true);
    reply.answer().self().ifPresent(sightings::add);
    requests.answered(from, reply.transaction(), reply.answer());
    if (!tables.isEmpty()) {
      maintenance.connected();
      operations.connected();
    }
  }

  /** Asks whether nodes are at these addresses. */
  public void bootstrap(long now, List<InetSocketAddress> addresses) {
    kernel.advance(now);
    maintenance.bootstrap(addresses);
  }

  /** Those to begin with were asked in vain: what waits for an answer of theirs waits no more. */
  public void alone(long now) {
    kernel.advance(now);
    operations.alone();
  }

  /** Finds the values at a key. */
  public Running get(long now, InfoHash key, Query query, Findings findings) {
    return run(now, new GetOperation(parts, key, query, findings));
  }

  /** Hears of the values at a key, those that are there and those that come. */
  public Running listen(long now, InfoHash key, Query query, Findings findings) {
    int socket;
    do {
      socket = kernel.random().nextInt();
    } while (socket == 0);
    ListenOperation listening = new ListenOperation(parts, key, query, socket, findings);
    telling.add(listening);
    return run(now, listening);
  }

  /**
   * Puts a value with an id at a key, for as long as its type lives.
   *
   * @param result is told how many nodes took it, and of how many asked
   */
  public Running put(long now, InfoHash key, Value value, Consumer<Stores> result) {
    keep(now, key, value);
    return run(now, PutOperation.of(parts, key, value, r -> result.accept(Stores.of(r))));
  }

  /** Keeps a value at a key until this is cancelled. */
  public Running putPermanently(long now, InfoHash key, Value value, Consumer<Stores> result) {
    keep(now, key, value);
    return run(now, new PermanentPut(parts, key, value, r -> result.accept(Stores.of(r))));
  }

  /**
   * How many nodes took a value.
   *
   * @param stored nodes that have it now
   * @param asked nodes that were asked for the way or to take it
   */
  public record Stores(int stored, int asked) {
    static Stores of(PutOperation.Result result) {
      return new Stores(result.stored(), result.asked());
    }
  }

  /** A node that is itself among the nearest to a key keeps what it puts there. */
  private void keep(long now, InfoHash key, Value value) {
    kernel.advance(now);
    InetSocketAddress here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1);
    if (server.isNear(key, here)) {
      server.store(key, value, here.getAddress(), 0);
    }
  }

  private Running run(long now, Operation operation) {
    kernel.advance(now);
    return operations.run(operation);
  }

  /** The network is another one now: everything is asked anew. */
  public void networkChanged(long now) {
    kernel.advance(now);
    maintenance.networkChanged();
    operations.restart();
  }

  /** Whether any node answers. */
  public boolean isConnected() {
    return tables.isConnected();
  }

  /** The nodes that answer, for a later run to begin with. */
  public List<Contact> known() {
    return tables.all().stream().filter(p -> p.isGood(kernel.now())).map(Peer::contact).toList();
  }

  /** Of the values that lie here, those at a key. */
  public List<Value> kept(InfoHash key) {
    return storage.get(key, Query.ALL).stream().map(Stored::value).toList();
  }

  public NodeStats stats() {
    long now = kernel.now();
    return new NodeStats(
        kernel.self(),
        family(tables.of(false), now),
        family(tables.of(true), now),
        new NodeStats.Shelves(
            storage.keys(), storage.values(), storage.bytes(), telling.listeners()),
        kernel.traffic().flow(),
        operations.size(),
        sightings.addresses());
  }

  private static NodeStats.Family family(RoutingTable table, long now) {
    return new NodeStats.Family(table.size(), table.good(now), table.depth());
  }
}
