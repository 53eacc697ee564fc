package dev.ferry.io.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Partial files and records that no transfer came back for. Only names of our own are touched. */
final class Leftovers {
  private static final Pattern OWN =
      Pattern.compile("\\..+\\.[0-9a-f]{16}\\.ferry-(part|record)", Pattern.DOTALL);

  private Leftovers() {}

  /** Deletes those last written before a moment; answers how many files that were. */
  static int remove(Path root, Instant before) throws IOException {
    int removed = 0;
    try (Folder folder = Folder.open(root)) {
      for (String name : names(root)) {
        Optional<BasicFileAttributes> found = folder.attributes(name);
        if (found.filter(f -> f.isRegularFile() && isOlder(f, before)).isPresent()) {
          folder.delete(name);
          removed++;
        }
      }
    }
    return removed;
  }

  private static boolean isOlder(BasicFileAttributes file, Instant before) {
    return file.lastModifiedTime().toInstant().isBefore(before);
  }

  private static List<String> names(Path root) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (OWN.matcher(name).matches()) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
