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

/** Finds what transfers left behind in a folder. Only names of our own count. */
final class Leftovers {
  private static final Pattern OWN =
      Pattern.compile("\\..+\\.[0-9a-f]{16}\\.ferry-(part|record)", Pattern.DOTALL);

  private Leftovers() {}

  /** The names of our own with this ending. */
  static List<String> names(Path root, String ending) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(ending) && OWN.matcher(name).matches()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Whether that is a file last written before a moment. */
  static boolean isOld(Folder folder, String name, Instant before) throws IOException {
    Optional<BasicFileAttributes> found = folder.attributes(name);
    return found
        .filter(f -> f.isRegularFile() && f.lastModifiedTime().toInstant().isBefore(before))
        .isPresent();
  }
}
