package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.QueryCodec;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hears of the values at a key: finds the nodes nearest to it and asks them to tell of what comes.
 * That is renewed all the time, with a search for what their word did not reach us of. Of one task.
 */
final class ListenOperation implements Operation {
  private static final long SECOND = 1_000_000_000;

  /** OpenDHT forgets listeners after thirty seconds. */
  private static final long RENEWAL = 22 * SECOND;

  private static final int VERSION = 1;
  private static final int MOST_TELLERS = 64;

  private final Parts parts;
  private final InfoHash key;
  private final Query query;
  private final int socket;
  private final Findings findings;
  private final Collector collector;
  private final List<Search> searches = new ArrayList<>(2);
  private final Set<Contact> tellers = new LinkedHashSet<>();
  private Optional<Agenda.Entry> timer = Optional.empty();
  private boolean finished;
  private boolean over;
  private boolean starting;
  private int answered;

  /**
   * @param socket how nodes are to address what they tell
   */
  ListenOperation(Parts parts, InfoHash key, Query query, int socket, Findings findings) {
    this.parts = parts;
    this.key = key;
    this.query = query;
    this.socket = socket;
    this.findings = findings;
    this.collector = new Collector(parts.requests(), key, query, this::found, this::tellWhenDone);
  }

  InfoHash key() {
    return key;
  }

  int socket() {
    return socket;
  }

  private void found(Value value) {
    if (!over) {
      findings.found(value);
    }
  }

  @Override
  public void start() {
    if (over) {
      return;
    }
    parts.storage().get(key, query).forEach(s -> collector.tell(s.value()));
    timer.ifPresent(Agenda.Entry::cancel);
    timer =
        Optional.of(parts.kernel().in(RENEWAL - parts.kernel().between(0, SECOND), this::start));
    List<Contact> before = List.copyOf(tellers);
    searches.forEach(Search::cancel);
    searches.clear();
    starting = true;
    for (boolean ipv6 : new boolean[] {false, true}) {
      if (parts.tables().of(ipv6).size() > 0) {
        Way way = new Way();
        searches.add(way.search);
        way.search.start(ipv6, before.stream().filter(c -> c.isIpv6() == ipv6).toList());
      }
    }
    starting = false;
    tellWhenDone();
  }

  @Override
  public void alone() {
    parts.storage().get(key, query).forEach(s -> collector.tell(s.value()));
    tellWhenDone();
  }

  private final class Way implements Search.Visitor {
    final Search search = new Search(parts, key, this);

    @Override
    public Call call() {
      return collector.call();
    }

    @Override
    public void answered(Contact from, Answer answer) {
      answered++;
      collector.take(from, answer);
    }

    @Override
    public void arrived() {
      search.found().forEach(f -> ask(f.contact(), f.token()));
      tellWhenDone();
    }
  }

  private void ask(Contact teller, Bytes token) {
    tellers.remove(teller);
    tellers.add(teller);
    if (tellers.size() > MOST_TELLERS) {
      tellers.remove(tellers.iterator().next());
    }
    Query sendable = QueryCodec.isSendable(query) ? query : Query.ALL;
    Bytes packed = Bytes.EMPTY;
    if (!sendable.where().isEmpty()) {
      PackWriter out = new PackWriter();
      QueryCodec.write(new Query(List.of(), sendable.where()), out);
      packed = out.toBytes();
    }
    parts
        .requests()
        .ask(
            teller,
            new Call.Listen(key, token, socket, VERSION, packed),
            new Requests.Outcome() {
              @Override
              public void answered(Contact from, Answer answer) {}

              @Override
              public void expired() {
                // The next round finds another in its place.
                tellers.remove(teller);
              }
            });
  }

  private void tellWhenDone() {
    if (!over
        && !finished
        && !starting
        && collector.isIdle()
        && searches.stream().allMatch(Search::isOver)) {
      finished = true;
      int asked = searches.stream().mapToInt(Search::asked).sum();
      findings.finished(new Findings.Summary(asked, answered, 0));
    }
  }

  /** Whether a node was asked to tell of what comes; nobody else is believed. */
  boolean listensTo(Contact teller) {
    return !over && tellers.contains(teller);
  }

  /** A node tells of something. */
  void told(Contact from, Call.Update update) {
    if (!listensTo(from)) {
      return;
    }
    collector.takeValues(update.values().whole());
    collector.forget(update.expired()).forEach(findings::gone);
  }

  /** Something changed among the values that we keep ourselves. */
  void kept(Value value) {
    if (!over) {
      collector.tell(value);
    }
  }

  @Override
  public void restart() {
    start();
  }

  @Override
  public void cancel() {
    over = true;
    timer.ifPresent(Agenda.Entry::cancel);
    searches.forEach(Search::cancel);
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
