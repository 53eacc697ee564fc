package dev.ferry.bench.peer;

import dev.ferry.bench.row.Skipped;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs on this machine. */
public final class Programs {
  /** Before the path: version managers put slow wrappers there. */
  private static final List<String> FIRST = List.of("/usr/bin", "/usr/sbin", "/usr/local/sbin");

  private Programs() {}

  /** Where a program lies: the system's own places, then the path. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(FIRST.stream(), Arrays.stream(path.split(File.pathSeparator, -1)))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The same, for a program without which the row makes no sense. */
  public static Path need(String name) throws Skipped {
    return find(name).orElseThrow(() -> new Skipped(name + " is not installed here"));
  }
}
