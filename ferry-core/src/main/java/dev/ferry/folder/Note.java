package dev.ferry.folder;

import java.util.HexFormat;
import java.util.Optional;

/** What is noted of a file, by its print: that it was begun, or that it is whole. */
sealed interface Note {
  byte[] print();

  /** Its bytes are being written. */
  record Begun(byte[] print) implements Note {}

  /** It was whole, with this digest. */
  record Whole(byte[] print, byte[] digest) implements Note {}

  int BEGUN = 2 * Prints.LENGTH;
  int WHOLE = BEGUN + 1 + 2 * Digest.LENGTH;

  static String begun(byte[] print) {
    return HexFormat.of().formatHex(print);
  }

  static String whole(byte[] print, byte[] digest) {
    return new StringBuilder(WHOLE)
        .append(HexFormat.of().formatHex(print))
        .append(' ')
        .append(HexFormat.of().formatHex(digest))
        .toString();
  }

  /** Empty for a line that was cut off or makes no sense. */
  static Optional<Note> read(String line) {
    try {
      byte[] print =
          line.length() < BEGUN ? new byte[0] : HexFormat.of().parseHex(line.substring(0, BEGUN));
      return switch (line.length()) {
        case BEGUN -> Optional.of(new Begun(print));
        case WHOLE ->
            Optional.of(new Whole(print, HexFormat.of().parseHex(line.substring(BEGUN + 1))));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }
}
