package dev.ferry.app;

import dev.ferry.app.dht.ValueWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
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
  @Mixin private DhtPlace place;

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
    return place.enter(parent.surroundings(), () -> this::put);
  }

  private int put(Dht dht, Report report) throws DhtException, InterruptedException {
    InfoHash hash = place.hash();
    Value value = Value.clear(new Body(ValueType.USER_DATA.id(), Bytes.ofText(text), userType));
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
  }

  private void show(Report report, InfoHash hash, Value value, String sentence) {
    if (place.json()) {
      parent.surroundings().out().println(ValueWords.json(hash, value));
    } else {
      report.notice(sentence + ", id " + Long.toHexString(value.id()) + ".");
    }
  }
}
