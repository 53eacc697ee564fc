package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Prosody;
import dev.ferry.bench.peer.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A large file over SOCKS5 bytestreams, straight from device to device, beside scp and rsync.
 *
 * @param title says of the way what the size of the file is put behind
 * @param targets by the name of who is beside
 * @param protection of the bytes, for the notes
 */
public record LargeFileRow(
    String name, String title, Delivery delivery, Map<String, Double> targets, String protection)
    implements Row {

  /** Sends a file by way of a pair of devices. */
  @FunctionalInterface
  public interface Delivery {
    Run send(FerryPair pair, Path file, Path into) throws IOException, InterruptedException;
  }

  /** In clear. */
  public static Row plain() {
    return new LargeFileRow(
        "s5b",
        "SOCKS5 bytestream, direct",
        (pair, file, into) -> pair.send(file, into, "direct"),
        Map.of("scp", 1.6, "scp-aes128-gcm", 1.1),
        "nothing encrypts");
  }

  /** In TLS 1.3 between the devices, with certificates. */
  public static Row xtls() {
    return new LargeFileRow(
        "xtls",
        "SOCKS5 bytestream in TLS 1.3, direct",
        (pair, file, into) -> pair.sendEncrypted(file, into, "direct"),
        Map.of("scp-aes128-gcm", 1.0),
        "both sides show certificates");
  }

  /** In AES-256-GCM under a key that OMEMO hands over. */
  public static Row jet() {
    return new LargeFileRow(
        "jet",
        "SOCKS5 bytestream in AES-256-GCM by JET, direct",
        (pair, file, into) -> pair.sendSealed(file, into, "direct"),
        Map.of("scp-aes128-gcm", 1.0),
        "records go in AES-256-GCM");
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
      Turns turns = new Turns(setting, name).add("ferry", () -> delivery.send(pair, file, into));
      rivals.join(turns);
      turns.take(setting.runs());
      return new Result(
          name,
          "%s: %d MiB in memory".formatted(title, setting.size() >> 20),
          Scale.SPEED,
          setting.size(),
          turns.entrants().stream().map(rivals::judged).toList(),
          targets,
          Map.of(),
          List.of(
              "Ferry: from the receiver's consent until the hash is verified; %s."
                  .formatted(protection),
              "The others: the command's time less that for an empty file."));
    }
  }
}
