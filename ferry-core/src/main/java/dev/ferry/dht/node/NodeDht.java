package dev.ferry.dht.node;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.Listening;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.port.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The way into the DHT through a node of one's own. Closing it closes the node. */
public final class NodeDht implements Dht {
  private final DhtNode node;
  private final Randomness random;

  public NodeDht(DhtNode node, Randomness random) {
    this.node = node;
    this.random = random;
  }

  @Override
  public List<Value> get(InfoHash key, Query query, Consumer<Value> each, long deadline)
      throws DhtException, InterruptedException {
    List<Value> found = new ArrayList<>();
    try (Finding finding = node.find(key, whole(query))) {
      return finding.all(each.andThen(found::add), deadline);
    } catch (DhtException e) {
      if (e.reason() == Reason.TIMED_OUT && !found.isEmpty()) {
        return found;
      }
      throw e;
    }
  }

  private static Query whole(Query query) {
    return new Query(List.of(), query.where());
  }

  @Override
  public Value put(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    Value put = identified(value);
    node.put(key, put, deadline);
    return put;
  }

  @Override
  public Kept keep(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    Value kept = identified(value);
    Putting putting = node.putPermanently(key, kept);
    boolean stored = false;
    try {
      putting.await(deadline);
      stored = true;
    } finally {
      if (!stored) {
        putting.close();
      }
    }
    return new Kept() {
      @Override
      public Value value() {
        return kept;
      }

      @Override
      public void close() {
        putting.close();
      }
    };
  }

  private Value identified(Value value) throws DhtException {
    if (value.size() > Value.MAX_SIZE) {
      throw new DhtException(
          Reason.TOO_LARGE,
          "the value has " + value.size() + " bytes, nodes store at most " + Value.MAX_SIZE);
    }
    return value.withSomeId(random);
  }

  @Override
  public Listening listen(InfoHash key, Query query) {
    Finding finding = node.listen(key, whole(query));
    return new Listening() {
      @Override
      public Optional<Change> take(long deadline) throws InterruptedException {
        return finding.next(deadline).map(NodeDht::change);
      }

      @Override
      public void close() {
        finding.close();
      }
    };
  }

  private static Listening.Change change(Finding.Heard heard) {
    return switch (heard) {
      case Finding.Heard.Found(Value value) -> new Listening.Came(value);
      case Finding.Heard.Gone(long id) -> new Listening.Gone(id);
    };
  }

  @Override
  public void close() {
    node.close();
  }
}
