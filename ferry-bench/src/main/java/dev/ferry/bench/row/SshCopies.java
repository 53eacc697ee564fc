package dev.ferry.bench.row;

import dev.ferry.bench.peer.Command;
import dev.ferry.bench.peer.Programs;
import dev.ferry.bench.peer.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The copying programs of ssh as rivals of a row: each copies the row's file, and an empty one,
 * which shows how much of its time is signing in.
 */
final class SshCopies {
  /** Makes the command that copies one file to another place. */
  private interface Copying {
    List<String> command(Path from, Path to);
  }

  private final Setting setting;
  private final Sshd sshd;
  private final Path file;
  private final Path empty;
  private final Map<String, Copying> programs = new LinkedHashMap<>();
  private final Map<String, List<Double>> setUps = new LinkedHashMap<>();

  SshCopies(Setting setting, Sshd sshd, Path file) throws IOException {
    this.setting = setting;
    this.sshd = sshd;
    this.file = file;
    this.empty = setting.folder().resolve("empty");
    Files.deleteIfExists(empty);
    Files.createFile(empty);
    programs.put("scp", (from, to) -> sshd.scp(List.of(), from, to));
    programs.put(
        "scp-aes128-gcm",
        (from, to) -> sshd.scp(List.of("-c", "aes128-gcm@openssh.com"), from, to));
    if (Programs.find("rsync").isPresent()) {
      programs.put("rsync", sshd::rsync);
    }
  }

  void join(Turns turns) {
    programs.forEach((name, copying) -> turns.add(name, () -> copy(name, copying)));
  }

  private Run copy(String name, Copying copying) throws IOException, InterruptedException {
    Run nothing = copy(copying, empty);
    setUps.computeIfAbsent(name, n -> new ArrayList<>()).add(nothing.seconds());
    return copy(copying, file);
  }

  private Run copy(Copying copying, Path from) throws IOException, InterruptedException {
    Path to = setting.folder().resolve("copied");
    try {
      List<String> command = copying.command(from, to);
      Run run = Command.time(setting.folder(), Optional.of(sshd.handle()), command);
      if (Files.size(to) != Files.size(from)) {
        throw new IOException(command.getFirst() + " did not bring the whole file");
      }
      return run;
    } finally {
      Files.deleteIfExists(to);
    }
  }

  /** The entrant with what its set-up took. */
  Entrant judged(Entrant entrant) {
    return Optional.ofNullable(setUps.get(entrant.name()))
        .map(times -> new Entrant(entrant.name(), entrant.runs(), Entrant.median(times)))
        .orElse(entrant);
  }
}
