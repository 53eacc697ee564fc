package dev.ferry.bench.peer;

import dev.ferry.bench.row.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs another program to its end and takes its measure. */
public final class Command {
  private static final int PATIENCE = 900;

  private Command() {}

  /**
   * From its start to its end.
   *
   * @param server whose children work for it, if any
   */
  public static Run time(Path logs, Optional<ProcessHandle> server, List<String> command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Child child = Child.start(logs, Map.of(), command);
        PeakMemory here = PeakMemory.of(child.handle());
        PeakMemory there = PeakMemory.of(server.stream().toArray(ProcessHandle[]::new))) {
      child.finish(PATIENCE);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Run(seconds, Math.max(here.bytes(), there.bytes()));
    }
  }
}
