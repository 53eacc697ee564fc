package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Prosody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A large file over a direct connection that ICE found, beside one of SOCKS5 bytestreams. */
public final class IceRow implements Row {
  @Override
  public String name() {
    return "ice";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    SampleFile.room(setting.folder(), 2 * setting.size() + (64 << 20));
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (Prosody server = Prosody.start(setting.folder(), FerryPair.ACCOUNTS)) {
      Path file = SampleFile.random(setting.folder().resolve("large"), setting.size());
      FerryPair pair = FerryPair.on(server, setting.ferry(), setting.folder(), "");
      Turns turns =
          new Turns(setting, name())
              .add("ferry", () -> pair.send(file, into, "ice"))
              .add("s5b", () -> pair.send(file, into, "direct"))
              .take(setting.runs());
      return new Result(
          name(),
          "ICE over TCP, direct: %d MiB in memory".formatted(setting.size() >> 20),
          Scale.SPEED,
          setting.size(),
          turns.entrants(),
          Map.of("s5b", 0.9),
          Map.of(),
          List.of(
              "Both: from the receiver's consent until the hash is verified; nothing encrypts.",
              "s5b: the same with SOCKS5 bytestreams."));
    }
  }
}
