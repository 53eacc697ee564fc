package dev.ferry.app;

import dev.ferry.app.dht.ValueWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueType;
import dev.ferry.io.dht.Dhts;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry dht put}: stores a text at a key. */
@Command(name = "put", description = "Store a text at a key, for all to read, for ten minutes.")
final class DhtPutCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParentCommand private DhtCommand parent;
  @Mixin private DhtOptions options;
  @Mixin private DhtProxyOption through;

  @Parameters(
      index = "0",
      paramLabel = "KEY",
      description = "40 hexadecimal digits, or any text, which is hashed.")
  private String key;

  @Parameters(index = "1", paramLabel = "TEXT", description = "Its bytes are stored, in UTF-8.")
  private String text;

  @Option(
      names = "--user-type",
      paramLabel = "TYPE",
      description = "What the text is to programs, such as text/plain.")
  private String userType = "";

  @Option(names = "--keep", description = "Stay, and keep it stored until Ctrl-C.")
  private boolean keep;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(options.json());
    return Failure.told(report, () -> put(report));
  }

  private int put(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Logs.set(surroundings.environment());
    InfoHash hash = InfoHash.named(key);
    Value value = Value.clear(new Body(ValueType.USER_DATA.id(), Bytes.ofText(text), userType));
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt);
        Dht dht = options.open(surroundings, through.proxy())) {
      if (!keep) {
        Value put = dht.put(hash, value, DhtOptions.in(PATIENCE));
        show(report, hash, put, "Stored at " + hash + " for ten minutes");
        return ExitStatus.DONE;
      }
      try (Dht.Kept kept = dht.keep(hash, value, DhtOptions.in(PATIENCE))) {
        show(report, hash, kept.value(), "Stored at " + hash + ", and kept there until Ctrl-C");
        Dhts.tasks().sleep(Long.MAX_VALUE);
      }
      return ExitStatus.DONE;
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    }
  }

  private void show(Report report, InfoHash hash, Value value, String sentence) {
    if (options.json()) {
      parent.surroundings().out().println(ValueWords.json(hash, value));
    } else {
      report.notice(sentence + ", id " + Long.toHexString(value.id()) + ".");
    }
  }
}
