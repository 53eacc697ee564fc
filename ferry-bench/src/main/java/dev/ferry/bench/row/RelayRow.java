package dev.ferry.bench.row;

import dev.ferry.bench.peer.Coturn;
import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Prosody;
import dev.ferry.bench.peer.RelayedCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A large file through relays, beside plain TCP through the same coturn. */
public final class RelayRow implements Row {
  @Override
  public String name() {
    return "relay";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    SampleFile.room(setting.folder(), 2 * setting.size() + (64 << 20));
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (Coturn relay = Coturn.start(setting.folder());
        Prosody server = Prosody.start(setting.folder(), FerryPair.ACCOUNTS)) {
      Path file = SampleFile.random(setting.folder().resolve("large"), setting.size());
      FerryPair pair = FerryPair.on(server, setting.ferry(), setting.folder(), "").knowing(relay);
      RelayedCopy plain = new RelayedCopy(relay);
      Turns turns =
          new Turns(setting, name())
              .add("ferry", () -> pair.send(file, into, "relay"))
              .add("tcp", () -> plain.run(setting.size()))
              .take(setting.runs());
      return new Result(
          name(),
          "Through two relays: %d MiB in memory".formatted(setting.size() >> 20),
          Scale.SPEED,
          setting.size(),
          turns.entrants(),
          Map.of("tcp", 0.8),
          Map.of(),
          List.of(
              "Ferry: from the receiver's consent until the hash is verified; nothing encrypts.",
              "tcp: bytes from socket to socket, from the first to the last; neither hashed nor"
                  + " stored. Both go from one relayed address to the other."));
    }
  }
}
