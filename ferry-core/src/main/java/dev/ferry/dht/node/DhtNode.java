package dev.ferry.dht.node;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.FieldValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.port.NodeMemory;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A node of the DHT that OpenDHT makes up, running. All methods may be called from any task; those
 * with a deadline (a value of {@link dev.ferry.port.Tasks#now}) wait, the others do not.
 *
 * <p>Values without an id get one by chance. What was not found in time, or by nobody, is a {@link
 * DhtException}, never an empty answer.
 */
public final class DhtNode implements AutoCloseable {
  private final World world;
  private final NodeLife life;

  private DhtNode(World world, NodeLife life) {
    this.world = world;
    this.life = life;
  }

  /**
   * Starts a node; it finds the others by itself.
   *
   * @param memory what it knew in its last run: its id, other nodes, what it puts permanently
   * @throws IOException when no address can be bound, or what was kept cannot be read
   */
  public static DhtNode start(
      World world, NodeConfig config, Surroundings surroundings, NodeMemory memory)
      throws IOException {
    return new DhtNode(world, NodeLife.begin(world, config, surroundings, memory));
  }

  /** Starts a node that remembers nothing. */
  public static DhtNode start(World world, NodeConfig config, Surroundings surroundings)
      throws IOException {
    return start(world, config, surroundings, NodeMemory.none());
  }

  public InfoHash id() {
    return life.id();
  }

  /** Where it receives, with the real ports. */
  public List<InetSocketAddress> addresses() {
    return life.addresses();
  }

  /** Waits until another node answers; answers whether one did by then. */
  public boolean awaitConnected(long deadline) throws InterruptedException {
    return life.awaitConnected(deadline);
  }

  /**
   * Finds the values at a key, as they come.
   *
   * @return to be closed when no more are wanted
   */
  public Finding find(InfoHash key, Query query) {
    return life.find(key, query);
  }

  /**
   * Finds all values at a key.
   *
   * @throws DhtException when no node answered, or not in time
   */
  public List<Value> get(InfoHash key, Query query, long deadline)
      throws DhtException, InterruptedException {
    try (Finding finding = find(key, query)) {
      return finding.all(deadline);
    }
  }

  /** Hears of the values at a key, those that are there and those that come, until it is closed. */
  public Finding listen(InfoHash key, Query query) {
    return life.listen(key, query);
  }

  /**
   * Puts a value at a key for as long as its type lives; answers how many nodes took it.
   *
   * @throws DhtException when none did, or not in time
   */
  public int put(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    try (Putting putting = life.put(key, value.withSomeId(world.random()), false)) {
      return putting.await(deadline);
    }
  }

  /**
   * Keeps a value at a key until that is closed, and in later runs until it is closed there: it is
   * put again before it expires, and when the nodes nearest to it change.
   */
  public Putting putPermanently(InfoHash key, Value value) {
    return life.put(key, value.withSomeId(world.random()), true);
  }

  /**
   * Puts a value in somebody's name. One with an id takes the place of what its owner has put there
   * under that id before.
   *
   * @param value in clear
   * @throws DhtException as {@link #put}
   */
  public int putSigned(InfoHash key, Value value, Owner owner, long deadline)
      throws DhtException, InterruptedException {
    return put(key, signed(key, value, owner, deadline), deadline);
  }

  private Value signed(InfoHash key, Value value, Owner owner, long deadline)
      throws DhtException, InterruptedException {
    Body body =
        value.content().body().orElseThrow(() -> new IllegalArgumentException("not in clear"));
    int sequence = 0;
    if (value.id() != Value.NO_ID) {
      Query edition = Query.where(new FieldValue.Id(value.id()));
      for (Value old : get(key, edition, deadline)) {
        if (old.content() instanceof Content.Signed signed && signed.owner().equals(owner.key())) {
          sequence = Math.max(sequence, signed.sequence() + 1);
        }
      }
    }
    return owner.sign(body, sequence).withId(value.id());
  }

  /**
   * Puts a value that only one recipient can read, who sees whose it is.
   *
   * @param value in clear
   * @throws DhtException as {@link #put}
   */
  public int putEncrypted(
      InfoHash key, Value value, Owner owner, PublicKeyInfo recipient, long deadline)
      throws DhtException, InterruptedException {
    return put(key, owner.seal(value, recipient, world.random()), deadline);
  }

  /** Says that this device is in another network now; changes of addresses it sees by itself. */
  public void networkChanged() {
    life.networkChanged();
  }

  /**
   * How it is doing.
   *
   * @throws DhtException when it was closed
   */
  public NodeStats stats(long deadline) throws DhtException, InterruptedException {
    Optional<NodeStats> stats = life.stats(deadline);
    return stats.orElseThrow(() -> new DhtException(Reason.CLOSED, "the node here was closed"));
  }

  /** Ends it; what it knows is kept for the next run. Nothing of it runs afterwards. */
  @Override
  public void close() {
    life.close();
  }
}
