package dev.ferry.app;

import dev.ferry.app.dht.ValueWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry dht get}: shows what lies at a key. */
@Command(name = "get", description = "Show the values at a key.")
final class DhtGetCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParentCommand private DhtCommand parent;
  @Mixin private DhtOptions options;
  @Mixin private DhtProxyOption through;

  @Parameters(
      index = "0",
      paramLabel = "KEY",
      description = "40 hexadecimal digits, or any text, which is hashed.")
  private String key;

  @Option(
      names = "--where",
      paramLabel = "CONDITIONS",
      description = "Of these only, such as value_type=3,user_type=text/plain or owner_pk=DIGITS.")
  private Optional<String> where = Optional.empty();

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(options.json());
    return Failure.told(report, () -> get(report));
  }

  private int get(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Logs.set(surroundings.environment());
    Query query = query(where);
    InfoHash hash = InfoHash.named(key);
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt);
        Dht dht = options.open(surroundings, through.proxy())) {
      List<Value> values =
          dht.get(hash, query, value -> show(report, hash, value), DhtOptions.in(PATIENCE));
      if (values.isEmpty()) {
        report.notice("Nothing is stored at " + hash + ".");
      }
      return ExitStatus.DONE;
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    }
  }

  static Query query(Optional<String> where) throws Failure {
    String conditions = where.map(text -> "WHERE " + text).orElse("");
    Optional<Query> query = Query.parse(conditions);
    if (query.isEmpty()) {
      throw Failure.usage(
          "'" + where.orElse("") + "' are no conditions",
          "use id, value_type, owner_pk, seq and user_type, such as value_type=3,seq=1");
    }
    return query.get();
  }

  private void show(Report report, InfoHash hash, Value value) {
    if (options.json()) {
      parent.surroundings().out().println(ValueWords.json(hash, value));
    } else {
      report.notice(ValueWords.line(value));
    }
  }
}
