package dev.ferry.app;

import dev.ferry.Transfer.Direction;
import dev.ferry.app.history.Entry;
import dev.ferry.app.history.HistoryBook;
import dev.ferry.app.history.HistoryText;
import dev.ferry.app.history.Search;
import dev.ferry.app.report.ExitStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry history}: what was sent and received here. */
@Command(
    name = "history",
    description = "Show what was sent and received on this device, the latest first.",
    sortOptions = false,
    subcommands = HistoryRemoveCommand.class)
final class HistoryCommand implements Callable<Integer> {
  private static final int PAGE = 50;

  @ParentCommand private FerryCommand ferry;

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Only what has this in its name, peer or place, or a SHA-256 that begins so.")
  private Optional<String> text = Optional.empty();

  @Option(names = "--sent", description = "Only what was sent from here.")
  private boolean sent;

  @Option(names = "--received", description = "Only what came here.")
  private boolean received;

  @Option(names = "--failed", description = "Only what ended otherwise than well.")
  private boolean failed;

  @Option(names = "--since", paramLabel = "DAY", description = "Only from this day on: 2026-11-22.")
  private Optional<String> since = Optional.empty();

  @Option(names = "--before", paramLabel = "NUMBER", description = "Only what is older than this.")
  private Optional<Long> before = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      defaultValue = "" + PAGE,
      description = "At most so many (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(names = "--csv", description = "A table for spreadsheets.")
  private boolean csv;

  Surroundings surroundings() {
    return ferry.surroundings();
  }

  @Override
  public Integer call() {
    return Failure.told(ferry.surroundings().report(json), this::show);
  }

  private int show() throws Failure {
    if (json && csv || limit < 1) {
      throw Failure.usage("that cannot be shown", "say --json or --csv, and a --limit above 0");
    }
    List<Entry> entries = with(surroundings(), book -> book.find(search()));
    if (csv) {
      print(HistoryText.csvHeader());
    }
    HistoryText people = new HistoryText(ZoneId.systemDefault());
    for (Entry entry : entries) {
      if (json) {
        print(HistoryText.json(entry));
      } else {
        print(csv ? HistoryText.csv(entry) : people.line(entry));
      }
    }
    if (entries.isEmpty() && !json && !csv) {
      print("Nothing is found.");
    }
    return ExitStatus.DONE;
  }

  private Search search() throws Failure {
    Optional<Direction> direction =
        sent == received ? Optional.empty() : Optional.of(sent ? Direction.OUT : Direction.IN);
    return new Search(text, direction, beginning(), failed, before, limit);
  }

  private Optional<Instant> beginning() throws Failure {
    if (since.isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(since.get());
      return Optional.of(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
    } catch (DateTimeParseException e) {
      throw Failure.usage("'" + since.get() + "' is no day", "write it as 2026-11-22");
    }
  }

  private void print(String line) {
    surroundings().out().println(line);
  }

  /** What is done with the history. */
  @FunctionalInterface
  interface Work<T> {
    T in(HistoryBook book) throws IOException, Failure;
  }

  /** Opens the history with all that was noted until now. */
  static <T> T with(Surroundings surroundings, Work<T> work) throws Failure {
    try (HistoryBook book = HistoryBook.open(surroundings.home().history())) {
      book.gather(Instant.now());
      return work.in(book);
    } catch (IOException e) {
      throw Failure.here(Causes.text(e), "check the folder " + surroundings.home().history());
    }
  }
}
