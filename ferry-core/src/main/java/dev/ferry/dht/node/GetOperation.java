package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import java.util.ArrayList;
import java.util.List;

/** Finds the values at a key, in both families of addresses at once. Of one task. */
final class GetOperation implements Operation {
  private final Parts parts;
  private final InfoHash key;
  private final Query query;
  private final Findings findings;
  private final Collector collector;
  private final List<Search> searches = new ArrayList<>(2);
  private boolean over;
  private boolean starting;
  private int answered;

  GetOperation(Parts parts, InfoHash key, Query query, Findings findings) {
    this.parts = parts;
    this.key = key;
    this.query = query;
    this.findings = findings;
    this.collector = new Collector(parts.requests(), key, query, this::found, this::finishWhenDone);
  }

  private void found(Value value) {
    if (!over) {
      findings.found(value);
    }
  }

  @Override
  public void start() {
    parts.storage().get(key, query).forEach(s -> collector.tell(s.value()));
    starting = true;
    for (boolean ipv6 : new boolean[] {false, true}) {
      if (parts.tables().of(ipv6).size() > 0) {
        Search search = new Search(parts, key, visitor());
        searches.add(search);
        search.start(ipv6, List.of());
      }
    }
    starting = false;
    finishWhenDone();
  }

  @Override
  public void alone() {
    start();
  }

  private Search.Visitor visitor() {
    return new Search.Visitor() {
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
        finishWhenDone();
      }
    };
  }

  private void finishWhenDone() {
    if (!over && !starting && collector.isIdle() && searches.stream().allMatch(Search::isOver)) {
      over = true;
      int hops =
          searches.stream()
              .flatMap(s -> s.found().stream())
              .mapToInt(Lookup.Found::hops)
              .max()
              .orElse(0);
      int asked = searches.stream().mapToInt(Search::asked).sum();
      findings.finished(new Findings.Summary(asked, answered, hops));
    }
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
