package dev.ferry.dht;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way into the DHT. All methods may be called from any task; they wait, and an interruption
 * ends the wait and what was going on for it.
 *
 * <p>Values come as they are stored: signed ones of which the signature is true, encrypted ones
 * unopened (see {@link dev.ferry.dht.value.Owner}). Deadlines are values of {@link
 * dev.ferry.port.Tasks#now}.
 */
public interface Dht extends AutoCloseable {
  /**
   * Looks for the values at a key.
   *
   * @param query of which its conditions count; whole values come, whatever it selects
   * @param each is given each value once, as soon as it is found, by the task that called
   * @return all of them, when the nearest nodes have answered or the deadline has passed
   * @throws DhtException when nobody answered
   */
  List<Value> get(InfoHash key, Query query, Consumer<Value> each, long deadline)
      throws DhtException, InterruptedException;

  /**
   * Stores a value, for as long as its type lives.
   *
   * @return the value with its id, which is chosen here when it has none
   * @throws DhtException when it is stored nowhere
   */
  Value put(InfoHash key, Value value, long deadline) throws DhtException, InterruptedException;

  /**
   * Stores a value and sees to it that it stays, until the answer is closed; it is then stored for
   * as long as its type lives.
   *
   * @throws DhtException when it is stored nowhere
   */
  Kept keep(InfoHash key, Value value, long deadline) throws DhtException, InterruptedException;

  /** Waits for values at a key, those that are there already first, until the answer is closed. */
  Listening listen(InfoHash key, Query query);

  /** Ends all that was begun here; idempotent. */
  @Override
  void close();

  /** All the values at a key, see {@link #get(InfoHash, Query, Consumer, long)}. */
  default List<Value> get(InfoHash key, long deadline) throws DhtException, InterruptedException {
    return get(key, Query.ALL, value -> {}, deadline);
  }

  /** A value that stays stored. */
  interface Kept extends AutoCloseable {
    /** As it was stored, with its id. */
    Value value();

    /** Leaves the value to its life; idempotent. */
    @Override
    void close();
  }
}
