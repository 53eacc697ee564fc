package dev.ferry.app.terminal;

/**
 * Makes text that others wrote fit for a terminal: nothing in it acts, hides, reorders or
 * overflows.
 */
public final class Terminal {
  private static final int MARKS_IN_A_ROW = 2;

  private Terminal() {}

  /**
   * The text with every code point that could act on a terminal, or deceive who reads it, written
   * out as <code>\\u{...}</code>: control characters, line separators, bidirectional overrides and
   * isolates, zero-width and invisible ones, heaps of combining marks. Exotic spaces become plain
   * ones. Every word of a peer, a server or a file system passes here before it is shown.
   */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      marks = Columns.isMark(point) ? marks + 1 : 0;
      if (isSpace(point)) {
        safe.append(' ');
      } else if (isHarmful(point) || marks > MARKS_IN_A_ROW) {
        safe.append("\\u{").append(Integer.toHexString(point)).append('}');
      } else {
        safe.appendCodePoint(point);
      }
    }
    return safe.toString();
  }

  /** The same, and no wider than {@code columns}: what is too long loses its middle. */
  public static String escape(String text, int columns) {
    return Columns.clip(escape(text), columns);
  }

  private static boolean isSpace(int point) {
    return Character.getType(point) == Character.SPACE_SEPARATOR;
  }

  private static boolean isHarmful(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> isBlankLetter(point);
    };
  }

  /** Letters and symbols that are drawn as nothing. */
  private static boolean isBlankLetter(int point) {
    return switch (point) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default -> point >= 0xE0100 && point <= 0xE01EF;
    };
  }
}
