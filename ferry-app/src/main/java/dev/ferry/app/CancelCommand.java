package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.OtherCommands;
import dev.ferry.json.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry cancel}: stops a transfer that another command of this device runs. */
@Command(name = "cancel", description = "Stop a transfer that runs on this device.")
final class CancelCommand implements Callable<Integer> {
  @ParentCommand private FerryCommand ferry;

  @Parameters(paramLabel = "ID", description = "The transfer, as 'ferry list' shows it.")
  private String id;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(false);
    return Failure.told(report, () -> cancel(report));
  }

  private int cancel(Report report) throws Failure, InterruptedException {
    Optional<NodeVerbs> running = NodeVerbs.find(ferry.surroundings());
    if (running.isPresent()) {
      try (NodeVerbs node = running.get()) {
        if (node.runs(id)) {
          Json.Obj unused = node.act(id, "cancel");
          report.notice("Cancelled " + id + ".");
          return ExitStatus.DONE;
        }
      }
    }
    try {
      if (!new OtherCommands(ferry.surroundings().home()).cancel(id)) {
        throw Failure.here("no transfer " + id + " runs on this device", "see: ferry list");
      }
    } catch (IOException e) {
      throw Failure.here(
          "the running commands cannot be asked: " + Causes.text(e), "check the folder FERRY_HOME");
    }
    report.notice("Cancelled " + id + ".");
    return ExitStatus.DONE;
  }
}
