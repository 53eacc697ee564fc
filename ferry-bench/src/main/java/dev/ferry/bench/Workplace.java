package dev.ferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for one row, in memory where the system has such a place, deleted when it is closed.
 *
 * @param folder where it is
 */
record Workplace(Path folder) implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");

  static Workplace make() throws IOException {
    Path folder =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "ferry-bench-")
            : Files.createTempDirectory("ferry-bench-");
    Workplace place = new Workplace(folder);
    // Large files in memory must not stay behind when somebody stops the bench.
    Runtime.getRuntime().addShutdownHook(new Thread(place::close));
    return place;
  }

  /** The launcher, as the script that started this names it. */
  static Path ferry() {
    return Path.of(System.getProperty("ferry.command", "ferry")).toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | RuntimeException e) {
      if (Files.exists(folder)) {
        System.err.println("bench: " + folder + " could not be deleted: " + e.getMessage());
      }
    }
  }
}
