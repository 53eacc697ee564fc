package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Prosody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The memory that a very large file takes. */
public final class MemoryRow implements Row {
  private static final long SIZE = 4L << 30;
  private static final String HEAP = "-Xmx64m";
  private static final double LIMIT = 200;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    SampleFile.room(setting.folder(), SIZE + (64 << 20));
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (Prosody server = Prosody.start(setting.folder(), FerryPair.ACCOUNTS)) {
      Path file = SampleFile.sparse(setting.folder().resolve("sparse"), SIZE);
      FerryPair pair = FerryPair.on(server, setting.ferry(), setting.folder(), HEAP);
      Turns turns = new Turns(setting, name()).add("ferry", () -> pair.send(file, into, "direct"));
      return new Result(
          name(),
          "Peak memory with %s: a file of %d GiB".formatted(HEAP, SIZE >> 30),
          Scale.MEMORY,
          SIZE,
          turns.take(Math.min(setting.runs(), 2)).entrants(),
          Map.of("limit", 1.0),
          Map.of("limit", LIMIT),
          List.of(
              "Resident memory of the whole process, sender or receiver, whichever is larger."));
    }
  }
}
