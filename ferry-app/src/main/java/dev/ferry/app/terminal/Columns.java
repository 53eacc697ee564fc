package dev.ferry.app.terminal;

/** How wide text is on a terminal, counted in columns. */
public final class Columns {
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD},
  };

  private Columns() {}

  /** The columns that {@code text} takes; it must hold no control characters. */
  public static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  private static int of(int point) {
    if (isMark(point)) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (point >= range[0] && point <= range[1]) {
        return 2;
      }
    }
    return 1;
  }

  static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  /** Text no wider than {@code columns}: what is too long keeps its start and its end. */
  public static String clip(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int room = Math.max(0, columns - 1);
    int tail = room / 3;
    return start(text, room - tail) + "…" + end(text, tail);
  }

  /** Text of exactly {@code columns}: clipped, or filled with spaces on its right. */
  public static String fit(String text, int columns) {
    String clipped = clip(text, columns);
    return clipped + " ".repeat(Math.max(0, columns - of(clipped)));
  }

  private static String start(String text, int columns) {
    int end = 0;
    int taken = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      taken += of(point);
      if (taken > columns) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  private static String end(String text, int columns) {
    int start = text.length();
    int taken = 0;
    while (start > 0) {
      int point = text.codePointBefore(start);
      taken += of(point);
      if (taken > columns) {
        break;
      }
      start -= Character.charCount(point);
    }
    return text.substring(start);
  }
}
