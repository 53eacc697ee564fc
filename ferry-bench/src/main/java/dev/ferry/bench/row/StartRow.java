package dev.ferry.bench.row;

import dev.ferry.bench.peer.Command;
import dev.ferry.bench.peer.Programs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long a command takes that does next to nothing. */
public final class StartRow implements Row {
  private static final double LIMIT = 400;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException {
    // The first start after a build records what makes the later ones fast.
    time(setting, setting.ferry().toString(), "--version");
    Turns turns = new Turns(setting, name());
    turns.add("ferry", () -> time(setting, setting.ferry().toString(), "--version"));
    Programs.find("ssh")
        .ifPresent(ssh -> turns.add("ssh -V", () -> time(setting, ssh.toString(), "-V")));
    Programs.find("python3")
        .ifPresent(python ->
            turns.add("python3 -c pass", () -> time(setting, python.toString(), "-c", "pass")));
    turns.take(2 * setting.runs());
    return new Result(
        name(),
        "Start: ferry --version",
        Scale.TIME,
        0,
        turns.entrants(),
        Map.of("limit", 1.0),
        Map.of("limit", LIMIT),
        List.of());
  }

  private static Run time(Setting setting, String... command)
      throws IOException, InterruptedException {
    return Command.time(setting.folder(), Optional.empty(), List.of(command));
  }
}
