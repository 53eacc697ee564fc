package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.OtherCommands;
import dev.ferry.app.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry list}: what other commands of this device are doing. */
@Command(name = "list", description = "Show the transfers that run on this device.")
final class ListCommand implements Callable<Integer> {
  @ParentCommand private FerryCommand ferry;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(json);
    return Failure.told(report, this::list);
  }

  private int list() throws Failure, InterruptedException {
    List<String> lines = new ArrayList<>();
    Optional<NodeVerbs> running = NodeVerbs.find(ferry.surroundings());
    if (running.isPresent()) {
      try (NodeVerbs node = running.get()) {
        lines.addAll(node.lines(json));
      }
    }
    try {
      lines.addAll(new OtherCommands(ferry.surroundings().home()).list(json));
    } catch (IOException e) {
      throw Failure.here(
          "the running commands cannot be asked: " + Causes.text(e), "check the folder FERRY_HOME");
    }
    lines.forEach(line -> ferry.surroundings().out().println(Terminal.escape(line)));
    return ExitStatus.DONE;
  }
}
