package dev.ferry.io;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The node of a device, which is a full one: what is put here is kept for others, too. Several
 * programs may be one device at a time; what the node remembers is used by the first of them, and
 * the others are nodes of their own.
 */
final class AccountNode implements Dht {
  private static final System.Logger LOG = System.getLogger(AccountNode.class.getName());

  private final Dht dht;
  private final Optional<Turn> memory;

  private AccountNode(Dht dht, Optional<Turn> memory) {
    this.dht = dht;
    this.memory = memory;
  }

  static AccountNode start(DhtConfig config) throws IOException {
    Optional<Path> file = config.memory();
    Optional<Turn> turn =
        file.isEmpty() ? Optional.empty() : Turn.take(Path.of(file.get() + ".lock"));
    boolean started = false;
    try {
      DhtConfig ours = turn.isPresent() ? config : config.forgetting();
      // On this machine alone there may be many nodes, and nobody looks for the usual port.
      boolean alone = Dhts.allowed(config).onlyLoopback() && config.port().isEmpty();
      Dht dht = Dhts.through(Dhts.node(alone ? ours.withPort(0) : ours));
      started = true;
      return new AccountNode(dht, turn);
    } finally {
      if (!started) {
        turn.ifPresent(AccountNode::release);
      }
    }
  }

  private static void release(Turn turn) {
    try {
      turn.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the node's memory stays locked", e);
    }
  }

  @Override
  public List<Value> get(InfoHash key, Query query, Consumer<Value> each, long deadline)
      throws DhtException, InterruptedException {
    return dht.get(key, query, each, deadline);
  }

  @Override
  public Value put(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    return dht.put(key, value, deadline);
  }

  @Override
  public Kept keep(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    return dht.keep(key, value, deadline);
  }

  @Override
  public Listening listen(InfoHash key, Query query) {
    return dht.listen(key, query);
  }

  @Override
  public void close() {
    dht.close();
    memory.ifPresent(AccountNode::release);
  }
}
