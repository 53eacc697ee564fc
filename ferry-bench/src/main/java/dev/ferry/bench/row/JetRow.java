package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Prosody;
import dev.ferry.bench.peer.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The same as {@link S5bRow}, encrypted: AES-256-GCM under a key that OMEMO hands over. */
public final class JetRow implements Row {
  @Override
  public String name() {
    return "jet";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    SampleFile.room(setting.folder(), 2 * setting.size() + (64 << 20));
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (Sshd sshd = Sshd.start(Files.createDirectory(setting.folder().resolve("ssh")));
        Prosody server = Prosody.start(setting.folder(), FerryPair.ACCOUNTS)) {
      Path file = SampleFile.random(setting.folder().resolve("large"), setting.size());
      FerryPair pair = FerryPair.on(server, setting.ferry(), setting.folder(), "");
      SshCopies rivals = new SshCopies(setting, sshd, file);
      Turns turns =
          new Turns(setting, name()).add("ferry", () -> pair.sendSealed(file, into, "direct"));
      rivals.join(turns);
      turns.take(setting.runs());
      return new Result(
          name(),
          "SOCKS5 bytestream in AES-256-GCM by JET, direct: %d MiB in memory"
              .formatted(setting.size() >> 20),
          Scale.SPEED,
          setting.size(),
          turns.entrants().stream().map(rivals::judged).toList(),
          Map.of("scp-aes128-gcm", 1.0),
          Map.of(),
          List.of(
              "Ferry: from the receiver's consent until the hash is verified; records go in AES-256-GCM.",
              "The others: the command's time less that for an empty file."));
    }
  }
}
