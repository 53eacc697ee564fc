package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How soon bytes flow between devices without a server: from the start of the sending command,
 * which has to find the other device and to connect to it.
 */
public final class FirstByteRow implements Row {
  private static final int SIZE = 1 << 20;
  private static final double LIMIT = 1500;

  @Override
  public String name() {
    return "first-byte";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (FerryAccounts pair = FerryAccounts.start(setting.ferry(), setting.folder())) {
      Path file = SampleFile.random(setting.folder().resolve("small"), SIZE);
      Turns turns =
          new Turns(setting, name())
              .add("ferry", () -> pair.firstByte(file, into))
              .take(setting.runs());
      return new Result(
          name(),
          "First byte without a server",
          Scale.TIME,
          0,
          turns.entrants(),
          Map.of("limit", 1.0),
          Map.of("limit", LIMIT),
          List.of("From the start of the sending command, with no link up between the two."));
    }
  }
}
