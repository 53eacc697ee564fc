package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How soon bytes flow between devices without a server. */
public final class FirstByteRow implements Row {
  private static final int SIZE = 1 << 20;

  private final String name;
  private final String title;
  private final double limit;
  private final String note;
  private final boolean linked;

  private FirstByteRow(String name, String title, double limit, String note, boolean linked) {
    this.name = name;
    this.title = title;
    this.limit = limit;
    this.note = note;
    this.linked = linked;
  }

  /** By a command that has to find the other device and to connect to it. */
  public static FirstByteRow unlinked() {
    return new FirstByteRow(
        "first-byte",
        "First byte without a server",
        1500,
        "From the start of the sending command, with no link up between the two.",
        false);
  }

  /** By a command that has sent another file before. */
  public static FirstByteRow linked() {
    return new FirstByteRow(
        "next-file",
        "First byte of the next file without a server",
        100,
        "From the end of the file that the same command sent before, over the same link.",
        true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (FerryAccounts pair = FerryAccounts.start(setting.ferry(), setting.folder())) {
      Path file = SampleFile.random(setting.folder().resolve("small"), SIZE);
      Path next = SampleFile.random(setting.folder().resolve("next"), SIZE);
      Turns turns =
          new Turns(setting, name)
              .add(
                  "ferry",
                  () -> linked ? pair.nextFile(file, next, into) : pair.firstByte(file, into))
              .take(setting.runs());
      return new Result(
          name,
          title,
          Scale.TIME,
          0,
          turns.entrants(),
          Map.of("limit", 1.0),
          Map.of("limit", limit),
          List.of(note));
    }
  }
}
