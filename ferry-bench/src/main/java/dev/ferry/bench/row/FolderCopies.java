package dev.ferry.bench.row;

import dev.ferry.bench.peer.Command;
import dev.ferry.bench.peer.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The copying programs of ssh as rivals of a row: each copies the row's folder, and an empty one,
 * which shows how much of its time is signing in.
 */
final class FolderCopies {
  /** Makes the command that copies a folder to another place. */
  interface Copying {
    List<String> command(Path from, Path to);
  }

  private final Setting setting;
  private final Path folder;
  private final long files;
  private final Path empty;
  private final Map<String, Copying> programs = new LinkedHashMap<>();
  private final Map<String, List<Double>> setUps = new HashMap<>();

  /**
   * @param files how many there are in the folder
   */
  FolderCopies(Setting setting, Path folder, long files) throws IOException {
    this.setting = setting;
    this.folder = folder;
    this.files = files;
    this.empty = Files.createDirectory(setting.folder().resolve("empty"));
  }

  void add(String name, Copying copying) {
    programs.put(name, copying);
  }

  void join(Turns turns) {
    programs.forEach((name, copying) -> turns.add(name, () -> copy(name, copying)));
  }

  private Run copy(String name, Copying copying) throws IOException, InterruptedException {
    Run nothing = copy(copying, empty, 0);
    setUps.computeIfAbsent(name, n -> new ArrayList<>()).add(nothing.seconds());
    return copy(copying, folder, files);
  }

  private Run copy(Copying copying, Path from, long expected)
      throws IOException, InterruptedException {
    Path to = setting.folder().resolve("copied");
    try {
      List<String> command = copying.command(from, to);
      Run run = Command.time(setting.folder(), Optional.empty(), command);
      if (Folders.files(to) != expected) {
        throw new IOException(command.getFirst() + " did not bring all files");
      }
      return run;
    } finally {
      Folders.delete(to);
    }
  }

  /** The entrant with what its set-up took. */
  Entrant judged(Entrant entrant) {
    return Optional.ofNullable(setUps.get(entrant.name()))
        .map(times -> new Entrant(entrant.name(), entrant.runs(), Entrant.median(times)))
        .orElse(entrant);
  }
}
