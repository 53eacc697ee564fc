package dev.ferry.app;

import dev.ferry.app.dht.ValueWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ferry dht get}: shows what lies at a key. */
@Command(name = "get", description = "Show the values at a key.")
final class DhtGetCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParentCommand private DhtCommand parent;
  @Mixin private DhtPlace place;
  @Mixin private DhtConditions where;

  @Override
  public Integer call() {
    return place.enter(
        parent.surroundings(),
        () -> {
          Query query = where.query();
          return (dht, report) -> get(dht, query, report);
        });
  }

  private int get(Dht dht, Query query, Report report) throws DhtException, InterruptedException {
    InfoHash hash = place.hash();
    List<Value> values =
        dht.get(hash, query, value -> show(report, hash, value), DhtOptions.in(PATIENCE));
    if (values.isEmpty()) {
      report.notice("Nothing is stored at " + hash + ".");
    }
    return ExitStatus.DONE;
  }

  private void show(Report report, InfoHash hash, Value value) {
    if (place.json()) {
      parent.surroundings().out().println(ValueWords.json(hash, value));
    } else {
      report.notice(ValueWords.line(value));
    }
  }
}
