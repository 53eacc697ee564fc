package dev.ferry.app;

import dev.ferry.Transfer.Direction;
import dev.ferry.app.history.Entry;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry history remove}: forgets transfers, and their files when that is said. */
@Command(name = "remove", description = "Forget transfers. Their files stay.", sortOptions = false)
final class HistoryRemoveCommand implements Callable<Integer> {
  @ParentCommand private HistoryCommand parent;

  @Parameters(
      arity = "1..*",
      paramLabel = "NUMBER",
      description = "As ferry history shows them, with or without #.")
  private List<String> numbers = List.of();

  @Option(
      names = "--files",
      description = "Delete the files that were received by them as well; never one that was sent.")
  private boolean files;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> remove(report));
  }

  private int remove(Report report) throws Failure {
    return HistoryCommand.with(
        parent.surroundings(),
        book -> {
          for (String number : numbers) {
            Entry entry =
                book.entry(ShowCommand.number(number))
                    .orElseThrow(() -> ShowCommand.unknown(number));
            if (files && entry.direction() == Direction.IN && entry.path().isPresent()) {
              delete(report, Path.of(entry.path().get()));
            }
            book.remove(entry.number());
            report.notice("Forgotten: #" + entry.number());
          }
          return ExitStatus.DONE;
        });
  }

  private static void delete(Report report, Path file) throws IOException, Failure {
    if (Files.isDirectory(file)) {
      throw Failure.here(
          file + " is a folder, of which others may have changed something since",
          "delete it yourself, then forget the transfer without --files");
    }
    if (Files.deleteIfExists(file)) {
      report.notice("Deleted: " + file);
    }
  }
}
