package dev.ferry.app;

import dev.ferry.app.dht.ValueWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry dht listen}: shows what is put at a key, as it comes. */
@Command(
    name = "listen",
    description = "Show the values at a key, and those that come, until Ctrl-C.")
final class DhtListenCommand implements Callable<Integer> {
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

  @Option(names = "--once", description = "End after the first value.")
  private boolean once;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(options.json());
    return Failure.told(report, () -> listen(report));
  }

  private int listen(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Logs.set(surroundings.environment());
    Query query = DhtGetCommand.query(where);
    InfoHash hash = InfoHash.named(key);
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt);
        Dht dht = options.open(surroundings, through.proxy());
        Listening listening = dht.listen(hash, query)) {
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
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    }
  }

  private void show(Report report, InfoHash hash, Listening.Change change) {
    if (options.json()) {
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
