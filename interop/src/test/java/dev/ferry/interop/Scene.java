package dev.ferry.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one row, or to all rows of a class: a temporary folder, and the processes and
 * sockets started for it. Closing ends them, the last started first, and deletes the folder. A test
 * gets one as a parameter. For one thread.
 */
final class Scene implements AutoCloseable {
  private static final Pattern LOGS = Pattern.compile(".*\\.(log|json|lua|yml)");
  private static final long LARGEST_LOG = 20_000_000;

  private final Path folder;
  private final Deque<AutoCloseable> kept = new ArrayDeque<>();

  Scene() {
    try {
      folder = Files.createTempDirectory("ferry-interop-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new folder of that name in this scene's own. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Has {@code thing} closed with this scene; gives it back. */
  <T extends AutoCloseable> T keep(T thing) {
    kept.push(thing);
    return thing;
  }

  /** Ends what was started, but leaves the folder. */
  void end() throws Exception {
    while (!kept.isEmpty()) {
      kept.pop().close();
    }
  }

  /** Copies the logs of all that ran here. */
  void saveLogs(Path to) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            String name = folder.relativize(file).toString().replace('/', '_');
            if (LOGS.matcher(name).matches() && facts.size() < LARGEST_LOG) {
              Files.createDirectories(to);
              Files.copy(file, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws Exception {
    end();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
