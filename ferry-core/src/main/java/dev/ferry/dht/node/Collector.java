package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.Field;
import dev.ferry.dht.value.FieldValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.QueryCodec;
import dev.ferry.dht.value.Signatures;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueCodec;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers the values at a key from many nodes, each value once. Nodes first tell which values they
 * have; each of them is then fetched from two nodes, so that one that lies under the id of another
 * hides nothing. A signed value whose signature is wrong is nothing. Of one task.
 */
final class Collector {
  /** Nodes that each value is fetched from. */
  static final int SOURCES = 2;

  /** Ids that one node may name. */
  static final int MOST_OF_ONE = 512;

  /** Values that are remembered so as not to tell them twice. */
  static final int MOST = 8192;

  private static final class Wanted {
    final Deque<Contact> holders = new ArrayDeque<>();
    final Set<Contact> got = new LinkedHashSet<>();
    int fetching;
  }

  private record Edition(long id, int sequence) {}

  private final Requests requests;
  private final InfoHash key;
  private final Query query;
  private final Consumer<Value> found;
  private final Runnable idle;
  private final Map<Edition, Wanted> wanted = new HashMap<>();
  private final Set<Value> told = new LinkedHashSet<>();
  private int fetching;

  /**
   * @param found is told of each value once
   * @param idle is told when nothing is being fetched any more
   */
  Collector(Requests requests, InfoHash key, Query query, Consumer<Value> found, Runnable idle) {
    this.requests = requests;
    this.key = key;
    this.query = query;
    this.found = found;
    this.idle = idle;
  }

  /** What to ask each node. */
  Call.Get call() {
    Query sendable = QueryCodec.isSendable(query) ? query : new Query(List.of(), List.of());
    return get(new Query(List.of(Field.ID, Field.SEQUENCE), sendable.where()));
  }

  private Call.Get get(Query asked) {
    PackWriter out = new PackWriter();
    QueryCodec.write(asked, out);
    return new Call.Get(key, out.toBytes(), Call.Want.SAME);
  }

  /** What a node said it has; old ones answer with the values themselves. */
  void take(Contact from, Answer answer) {
    takeValues(answer.values().whole());
    if (answer.fields().isEmpty()) {
      return;
    }
    try {
      for (List<FieldValue> one : QueryCodec.readAnswer(answer.fields().reader(), MOST_OF_ONE)) {
        edition(one).ifPresent(edition -> want(edition, from));
      }
    } catch (Malformed nonsense) {
      // A node that answers nonsense has nothing for us.
    }
  }

  private static Optional<Edition> edition(List<FieldValue> fields) {
    Optional<Long> id = Optional.empty();
    int sequence = 0;
    for (FieldValue field : fields) {
      switch (field) {
        case FieldValue.Id(long value) -> id = Optional.of(value);
        case FieldValue.Sequence(int value) -> sequence = value;
        case FieldValue.Type t -> {}
        case FieldValue.OwnedBy o -> {}
        case FieldValue.UserType u -> {}
      }
    }
    int edited = sequence;
    return id.filter(i -> i != Value.NO_ID).map(i -> new Edition(i, edited));
  }

  private void want(Edition edition, Contact holder) {
    if (wanted.size() >= MOST && !wanted.containsKey(edition)) {
      return;
    }
    Wanted one = wanted.computeIfAbsent(edition, e -> new Wanted());
    boolean known = one.holders.contains(holder) || one.got.contains(holder);
    if (!known && one.holders.size() < RoutingTable.K) {
      one.holders.add(holder);
    }
    fetch(edition, one);
  }

  private void fetch(Edition edition, Wanted one) {
    while (one.fetching + one.got.size() < SOURCES && !one.holders.isEmpty()) {
      Contact holder = one.holders.remove();
      one.fetching++;
      fetching++;
      requests.ask(
          holder,
          get(Query.where(new FieldValue.Id(edition.id()))),
          new Requests.Outcome() {
            @Override
            public void answered(Contact from, Answer answer) {
              if (takeValues(answer.values().whole()) > 0) {
                one.got.add(holder);
              }
              done();
            }

            @Override
            public void expired() {
              done();
            }

            private void done() {
              one.fetching--;
              fetching--;
              fetch(edition, one);
              if (fetching == 0) {
                idle.run();
              }
            }
          });
    }
  }

  /** Takes packed values; answers how many of them are worth something. */
  int takeValues(List<Bytes> packed) {
    int good = 0;
    for (Bytes bytes : packed) {
      Optional<Value> value = ValueCodec.parse(bytes).filter(Collector::isSound);
      good += value.isPresent() ? 1 : 0;
      value.ifPresent(this::tell);
    }
    return good;
  }

  private static boolean isSound(Value value) {
    return switch (value.content()) {
      case Content.Signed signed -> Signatures.verify(signed);
      case Content.Clear c -> true;
      case Content.Encrypted e -> true;
      case Content.Unknown u -> false;
    };
  }

  /** A value that was found, by whatever way. */
  void tell(Value value) {
    if (query.admits(value) && told.size() < MOST && told.add(value)) {
      found.accept(value);
    }
  }

  /** Values with these ids are gone; answers those that were told of. */
  List<Long> forget(List<Long> ids) {
    List<Long> known = new ArrayList<>();
    for (long id : ids) {
      boolean had = told.removeIf(v -> v.id() == id);
      wanted.keySet().removeIf(e -> e.id() == id);
      if (had) {
        known.add(id);
      }
    }
    return known;
  }

  boolean isIdle() {
    return fetching == 0;
  }
}
