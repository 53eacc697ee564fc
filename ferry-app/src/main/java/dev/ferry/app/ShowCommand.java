package dev.ferry.app;

import dev.ferry.app.history.Entry;
import dev.ferry.app.history.HistoryBook;
import dev.ferry.app.history.HistoryText;
import dev.ferry.app.history.Search;
import dev.ferry.app.report.ExitStatus;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry show}: one transfer with all that happened to it. */
@Command(name = "show", description = "Show all that is known of one transfer.")
final class ShowCommand implements Callable<Integer> {
  private static final int ALL = Integer.MAX_VALUE;

  @ParentCommand private FerryCommand ferry;

  @Parameters(
      paramLabel = "ID",
      description = "Its number in ferry history, or its id while it ran.")
  private String id = "";

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    return Failure.told(ferry.surroundings().report(json), this::show);
  }

  private int show() throws Failure {
    Entry entry =
        HistoryCommand.with(
            ferry.surroundings(), book -> find(book).orElseThrow(() -> unknown(id)));
    List<String> lines =
        json
            ? List.of(HistoryText.json(entry))
            : new HistoryText(ZoneId.systemDefault()).page(entry);
    lines.forEach(line -> ferry.surroundings().out().println(line));
    return ExitStatus.DONE;
  }

  private Optional<Entry> find(HistoryBook book) throws IOException, Failure {
    if (!id.contains("@")) {
      return book.entry(number(id));
    }
    for (Entry each : book.find(Search.latest(ALL))) {
      if (each.id().equals(id)) {
        return book.entry(each.number());
      }
    }
    return Optional.empty();
  }

  /** Reads the number of a transfer. */
  static long number(String typed) throws Failure {
    try {
      return Long.parseLong(typed.startsWith("#") ? typed.substring(1) : typed);
    } catch (NumberFormatException e) {
      throw unknown(typed);
    }
  }

  static Failure unknown(String typed) {
    return Failure.here(
        "no transfer '" + typed + "' is in the history", "look for it: ferry history");
  }
}
