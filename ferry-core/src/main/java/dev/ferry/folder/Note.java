package dev.ferry.folder;

import java.util.HexFormat;
import java.util.Optional;

/** What is noted of a file: its number and its digest. */
record Note(int file, byte[] digest) {
  static String line(int file, byte[] digest) {
    return file + " " + HexFormat.of().formatHex(digest);
  }

  /** Empty for a line that was cut off or makes no sense. */
  static Optional<Note> read(String line, int files) {
    int space = line.indexOf(' ');
    if (space < 1 || line.length() != space + 1 + 2 * Digest.LENGTH) {
      return Optional.empty();
    }
    try {
      int file = Integer.parseInt(line.substring(0, space));
      byte[] digest = HexFormat.of().parseHex(line.substring(space + 1));
      return file < 0 || file >= files ? Optional.empty() : Optional.of(new Note(file, digest));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }
}
