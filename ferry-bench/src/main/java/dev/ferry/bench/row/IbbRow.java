package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Prosody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file inside the XMPP streams, by way of the server. */
public final class IbbRow implements Row {
  private static final long MOST = 32 << 20;
  private static final double WANTED = 5;

  @Override
  public String name() {
    return "ibb";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    long size = Math.min(MOST, setting.size());
    SampleFile.room(setting.folder(), 2 * size + (64 << 20));
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (Prosody server = Prosody.start(setting.folder(), FerryPair.ACCOUNTS)) {
      Path file = SampleFile.random(setting.folder().resolve("small"), size);
      FerryPair pair = FerryPair.on(server, setting.ferry(), setting.folder(), "");
      Turns turns = new Turns(setting, name()).add("ferry", () -> pair.send(file, into, "in-band"));
      return new Result(
          name(),
          "In-band bytestream through Prosody: %d MiB".formatted(size >> 20),
          Scale.SPEED,
          size,
          turns.take(setting.runs()).entrants(),
          Map.of("wanted", 1.0),
          Map.of("wanted", WANTED),
          List.of("Prosody as it is by itself; the file of Debian holds a client to 10 kB/s."));
    }
  }
}
