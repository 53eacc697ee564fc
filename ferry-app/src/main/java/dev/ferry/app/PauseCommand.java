package dev.ferry.app;

import dev.ferry.app.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry pause}: stops a transfer of the node for now. */
@Command(
    name = "pause",
    description = "Stop a transfer of the node for now; ferry resume ID goes on with it.")
final class PauseCommand implements Callable<Integer> {
  @ParentCommand private FerryCommand ferry;

  @Parameters(paramLabel = "ID", description = "The transfer, as 'ferry list' shows it.")
  private String id;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(false);
    return Failure.told(
        report, () -> NodeVerbs.told(ferry.surroundings(), report, id, "pause", "Paused"));
  }
}
