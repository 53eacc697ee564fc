package dev.ferry.content;

/** Which characters a local name may have, and what stands in for the others. */
final class NameCharacters {
  private static final int STAND_IN = '_';

  private NameCharacters() {}

  /**
   * Leaves out what cannot be seen and so can only deceive: overrides of the writing direction,
   * joiners, byte order marks, fillers, tags.
   */
  static String visible(String name) {
    return name.codePoints()
        // A lone surrogate must not find its other half when what parted them is left out.
        .map(c -> Character.getType(c) == Character.SURROGATE ? STAND_IN : c)
        .filter(c -> !isInvisible(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Replaces, one for one, what no file system or terminal should be shown. */
  static String plain(String name) {
    return name.codePoints()
        .map(NameCharacters::plain)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isInvisible(int c) {
    return Character.getType(c) == Character.FORMAT
        || switch (c) {
          // Fillers of Hangul, the blank of Braille, the grapheme joiner, Khmer's inherent vowels.
          case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F, 0x17B4, 0x17B5 -> true;
          default -> false;
        };
  }

  private static int plain(int c) {
    return switch (c) {
      // What Windows keeps for itself; the colon also opens an alternate stream.
      case '/', '\\', ':', '<', '>', '"', '|', '?', '*' -> STAND_IN;
      // Full-width, small and mathematical forms that lossy conversions turn into the above.
      case 0xFF0F, 0xFF3C, 0xFF1A, 0xFF1C, 0xFF1E, 0xFF02, 0xFF5C, 0xFF1F, 0xFF0A -> STAND_IN;
      case 0xFE68, 0xFE55, 0x2044, 0x2215, 0x2216, 0x29F5, 0x29F8, 0x29F9, 0x2236, 0xA789, 0x2025 ->
          STAND_IN;
      case 0xFF0E, 0xFE52, 0x2024 -> '.';
      case 0xFF05, 0xFE6A -> '%';
      default -> plainByType(c);
    };
  }

  private static int plainByType(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          STAND_IN;
      default -> isNoncharacter(c) ? STAND_IN : c;
    };
  }

  private static boolean isNoncharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
  }
}
