package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Programs;
import dev.ferry.bench.peer.Prosody;
import dev.ferry.bench.peer.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder of many small files, straight from device to device, beside scp and rsync. */
public final class SmallFilesRow implements Row {
  private static final int FOLDERS = 100;
  private static final int FILES = 100;
  private static final int SIZE = 4096;
  private static final long BYTES = (long) FOLDERS * FILES * SIZE;

  @Override
  public String name() {
    return "small-files";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    SampleFile.room(setting.folder(), 4 * BYTES);
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (Sshd sshd = Sshd.start(Files.createDirectory(setting.folder().resolve("ssh")));
        Prosody server = Prosody.start(setting.folder(), FerryPair.ACCOUNTS)) {
      Path many = folder(setting.folder().resolve("many"));
      FerryPair pair = FerryPair.on(server, setting.ferry(), setting.folder(), "");
      FolderCopies rivals = new FolderCopies(setting, many, FOLDERS * FILES);
      rivals.add("scp", (from, to) -> sshd.scp(List.of("-r"), from, to));
      if (Programs.find("rsync").isPresent()) {
        rivals.add("rsync", (from, to) -> sshd.rsync(List.of("-r"), from, to));
      }
      Turns turns = new Turns(setting, name()).add("ferry", () -> pair.send(many, into, "direct"));
      rivals.join(turns);
      turns.take(setting.runs());
      return new Result(
          name(),
          "%,d files of 4 KiB in %,d folders, in memory".formatted(FOLDERS * FILES, FOLDERS),
          Scale.SPEED,
          BYTES,
          turns.entrants().stream().map(rivals::judged).toList(),
          Map.of("scp", 5.0, "rsync", 1.0),
          Map.of(),
          List.of(
              "Ferry: from the receiver's consent until every file's hash is verified and the"
                  + " folder has its name; nothing encrypts.",
              "The others: the command's time less that for an empty folder; they encrypt, and"
                  + " verify nothing at the end."));
    }
  }

  private static Path folder(Path root) throws IOException {
    for (int i = 0; i < FOLDERS; i++) {
      Path folder = Files.createDirectories(root.resolve("folder-" + i));
      for (int j = 0; j < FILES; j++) {
        SampleFile.random(folder.resolve("file-" + j), SIZE);
      }
    }
    return root;
  }
}
