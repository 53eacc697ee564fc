package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryAccounts;
import dev.ferry.bench.peer.Sshd;
import dev.ferry.bench.peer.Wormhole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A large file between devices without a server, which find each other in the DHT, beside scp,
 * rsync and magic-wormhole.
 */
public final class ServerlessRow implements Row {
  private static final String WORMHOLE = "magic-wormhole";

  @Override
  public String name() {
    return "serverless";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    SampleFile.room(setting.folder(), 2 * setting.size() + (64 << 20));
    if (!Wormhole.isHere()) {
      return measure(setting, Optional.empty());
    }
    try (Wormhole wormhole = Wormhole.start(setting.folder())) {
      return measure(setting, Optional.of(wormhole));
    }
  }

  private Result measure(Setting setting, Optional<Wormhole> wormhole)
      throws IOException, InterruptedException, Skipped {
    Path folder = setting.folder();
    Path into = Files.createDirectory(folder.resolve("into"));
    try (Sshd sshd = Sshd.start(Files.createDirectory(folder.resolve("ssh")));
        FerryAccounts pair = FerryAccounts.start(setting.ferry(), folder)) {
      Path file = SampleFile.random(folder.resolve("large"), setting.size());
      SshCopies rivals = new SshCopies(setting, sshd, file);
      List<Double> greetings = new ArrayList<>();
      Turns turns = new Turns(setting, name()).add("ferry", () -> pair.send(file, into));
      rivals.join(turns);
      if (wormhole.isPresent()) {
        Path small = SampleFile.random(folder.resolve("small"), 1);
        turns.add(
            WORMHOLE,
            () -> {
              greetings.add(wormhole.get().copy(small, folder.resolve("arrived")).seconds());
              return wormhole.get().copy(file, folder.resolve("arrived"));
            });
      }
      turns.take(setting.runs());
      return new Result(
          name(),
          "Without a server, TLS 1.3: %d MiB in memory".formatted(setting.size() >> 20),
          Scale.SPEED,
          setting.size(),
          turns.entrants().stream()
              .map(e ->
                  e.name().equals(WORMHOLE)
                      ? new Entrant(e.name(), e.runs(), Entrant.median(greetings))
                      : rivals.judged(e))
              .toList(),
          Map.of("scp-aes128-gcm", 1.0, WORMHOLE, 2.0),
          Map.of(),
          List.of(
              "Ferry: from the receiver's consent until the hash is verified.",
              "The others: the command's time less that for an empty file, or one of a byte.",
              "magic-wormhole has a mailbox server and a relay of its own on loopback."));
    }
  }
}
