package dev.ferry.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A file system in memory, of a size of its own, that a row can fill. Needs root. */
final class Tmpfs implements AutoCloseable {
  private static final Duration COMMAND = Duration.ofSeconds(20);
  private static final String BALLAST = ".ballast";

  private final Path folder;
  private final Path logs;

  private Tmpfs(Path folder, Path logs) {
    this.folder = folder;
    this.logs = logs;
  }

  /** Mounts one with room for so many bytes. */
  static Tmpfs of(Scene scene, long bytes) throws IOException, InterruptedException {
    Tmpfs made = new Tmpfs(scene.folder("small"), scene.folder("mount"));
    made.run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", made.folder.toString());
    return scene.keep(made);
  }

  Path folder() {
    return folder;
  }

  /** Takes all the room that is left. */
  void fill() throws IOException {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(folder.resolve(BALLAST))) {
      while (Files.getFileStore(folder).getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException full) {
      if (Files.getFileStore(folder).getUsableSpace() > block.length) {
        throw full;
      }
    }
  }

  /** Gives the room back. */
  void empty() throws IOException {
    Files.delete(folder.resolve(BALLAST));
  }

  private void run(String... command) throws IOException, InterruptedException {
    try (ChildProcess run = ChildProcess.start("mount", logs, Map.of(), List.of(command))) {
      if (run.exitStatus(COMMAND) != 0) {
        throw run.failure("failed: " + String.join(" ", command));
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", folder.toString());
  }
}
