package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Field;
import dev.ferry.dht.value.FieldValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.QueryCodec;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import dev.ferry.dht.wire.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts a value on the nodes nearest to its key, once. Nodes that have it already are asked to keep
 * it on. A node that does not take our token is asked for a new one; for one that does not answer
 * another is found. Of one task.
 */
final class PutOperation implements Operation {
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;

  private static final int TOKENS_OF_ONE = 3;
  private static final int MOST_FAILURES = 16;

  /**
   * What came of it.
   *
   * @param stored nodes that took it
   * @param asked nodes that were asked for the way or to take it
   */
  record Result(int stored, int asked) {}

  private enum State {
    PUTTING,
    STORED,
    FAILED
  }

  private final Parts parts;
  private final InfoHash key;
  private final Value value;
  private final Values packed;
  private final Optional<Long> created;
  private final Consumer<Result> result;
  private final boolean refreshes;
  private final List<Search> searches = new ArrayList<>(2);
  private final Set<Contact> holders = new HashSet<>();
  private final Map<Contact, State> nodes = new HashMap<>();
  private int failures;
  private boolean over;
  private boolean starting;

  /**
   * @param created seconds since 1970, for a value that was not made just now
   * @param refreshes whether those who have it are to keep it on
   */
  private PutOperation(
      Parts parts,
      InfoHash key,
      Value value,
      Optional<Long> created,
      boolean refreshes,
      Consumer<Result> result) {
    this.parts = parts;
    this.key = key;
    this.value = value;
    this.packed = Values.of(List.of(value.packed()));
    this.created = created;
    this.refreshes = refreshes;
    this.result = result;
  }

  /** Puts a value that was made just now. */
  static PutOperation of(Parts parts, InfoHash key, Value value, Consumer<Result> result) {
    return new PutOperation(parts, key, value, Optional.empty(), true, result);
  }

  /**
   * Puts a value on those nodes only that have it not.
   *
   * @param created seconds since 1970
   */
  static PutOperation whereMissing(Parts parts, InfoHash key, Value value, Optional<Long> created) {
    return new PutOperation(parts, key, value, created, false, result -> {});
  }

  @Override
  public void start() {
    starting = true;
    for (boolean ipv6 : new boolean[] {false, true}) {
      if (parts.tables().of(ipv6).size() > 0) {
        Way way = new Way();
        searches.add(way.search);
        way.search.start(ipv6, List.of());
      }
    }
    starting = false;
    finishWhenDone();
  }

  @Override
  public void alone() {
    start();
  }

  /** The search in one family of addresses; on the way it learns who has the value. */
  private final class Way implements Search.Visitor {
    final Search search = new Search(parts, key, this);

    @Override
    public Call call() {
      PackWriter out = new PackWriter();
      Query probe =
          new Query(List.of(Field.ID, Field.SEQUENCE), List.of(new FieldValue.Id(value.id())));
      QueryCodec.write(probe, out);
      return new Call.Get(key, out.toBytes(), Call.Want.SAME);
    }

    @Override
    public void answered(Contact from, Answer answer) {
      if (holds(answer)) {
        holders.add(from);
      }
    }

    @Override
    public void arrived() {
      for (Lookup.Found found : search.found()) {
        if (!refreshes && holders.contains(found.contact())) {
          nodes.put(found.contact(), State.STORED);
        } else if (nodes.putIfAbsent(found.contact(), State.PUTTING) == null) {
          give(found.contact(), found.token(), TOKENS_OF_ONE);
        }
      }
      finishWhenDone();
    }

    private void give(Contact to, Bytes token, int tokensLeft) {
      boolean there = holders.contains(to);
      Call call =
          there
              ? new Call.Refresh(key, value.id(), token)
              : new Call.Put(key, packed, created, token);
      parts
          .requests()
          .ask(
              to,
              call,
              new Requests.Outcome() {
                @Override
                public void answered(Contact from, Answer answer) {
                  nodes.put(to, State.STORED);
                  finishWhenDone();
                }

                @Override
                public void refused(Contact from, int code) {
                  if (code == NOT_FOUND && holders.remove(to)) {
                    give(to, token, tokensLeft);
                  } else if (code == UNAUTHORIZED && tokensLeft > 0) {
                    askForToken(to, tokensLeft - 1);
                  } else {
                    expired();
                  }
                }

                @Override
                public void expired() {
                  failed(to);
                }
              });
    }

    private void askForToken(Contact to, int tokensLeft) {
      parts
          .requests()
          .ask(
              to,
              call(),
              new Requests.Outcome() {
                @Override
                public void answered(Contact from, Answer answer) {
                  give(to, answer.token(), tokensLeft);
                }

                @Override
                public void expired() {
                  failed(to);
                }
              });
    }

    private void failed(Contact contact) {
      nodes.put(contact, State.FAILED);
      if (!over && ++failures <= MOST_FAILURES) {
        search.replace(contact);
      }
      finishWhenDone();
    }
  }

  /** Whether a node says that it has the value, not an older edition of it. */
  private boolean holds(Answer answer) {
    if (answer.fields().isEmpty()) {
      return false;
    }
    try {
      return QueryCodec.readAnswer(answer.fields().reader(), 1).stream()
          .anyMatch(one ->
              one.stream()
                  .allMatch(field ->
                      !(field instanceof FieldValue.Sequence)
                          || field.equals(FieldValue.of(Field.SEQUENCE, value))));
    } catch (Malformed nonsense) {
      return false;
    }
  }

  private void finishWhenDone() {
    if (over
        || starting
        || nodes.containsValue(State.PUTTING)
        || !searches.stream().allMatch(Search::isOver)) {
      return;
    }
    over = true;
    int stored = (int) nodes.values().stream().filter(s -> s == State.STORED).count();
    int asked = searches.stream().mapToInt(Search::asked).sum();
    result.accept(new Result(stored, asked));
  }

  @Override
  public void cancel() {
    over = true;
    searches.forEach(Search::cancel);
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
