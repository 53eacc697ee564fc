package dev.ferry.app;

import dev.ferry.app.dht.ValueWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.port.Tasks;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry dht listen}: shows what is put at a key, as it comes. */
@Command(
    name = "listen",
    description = "Show the values at a key, and those that come, until Ctrl-C.")
final class DhtListenCommand implements Callable<Integer> {
  @ParentCommand private DhtCommand parent;
  @Mixin private DhtPlace place;
  @Mixin private DhtConditions where;

  @Option(names = "--once", description = "End after the first value.")
  private boolean once;

  @Override
  public Integer call() {
    return place.enter(
        parent.surroundings(),
        () -> {
          Query query = where.query();
          return (dht, report) -> listen(dht, query, report);
        });
  }

  private int listen(Dht dht, Query query, Report report)
      throws DhtException, InterruptedException {
    InfoHash hash = place.hash();
    try (Listening listening = dht.listen(hash, query)) {
      report.ready(hash.toString(), "Listening at " + hash + "; Ctrl-C ends it.");
      while (true) {
        Optional<Listening.Change> change = listening.take(Tasks.NEVER);
        if (change.isEmpty()) {
          return ExitStatus.FAILED;
        }
        show(report, hash, change.get());
        if (once && change.get() instanceof Listening.Came) {
          return ExitStatus.DONE;
        }
      }
    }
  }

  private void show(Report report, InfoHash hash, Listening.Change change) {
    if (place.json()) {
      JsonLine json =
          switch (change) {
            case Listening.Came(var value) -> ValueWords.json(hash, value).put("change", "came");
            case Listening.Gone(long id) ->
                new JsonLine()
                    .put("key", hash.toString())
                    .put("id", Long.toUnsignedString(id))
                    .put("change", "gone");
          };
      parent.surroundings().out().println(json);
      return;
    }
    switch (change) {
      case Listening.Came(var value) -> report.notice(ValueWords.line(value));
      case Listening.Gone(long id) -> report.notice("gone  id " + Long.toHexString(id));
    }
  }
}
