package dev.ferry.io.file;

import java.nio.charset.StandardCharsets;

/** Names to try when a file's own is taken: {@code photo (2).jpg}, {@code notes (2).tar.gz}. */
final class NumberedName {
  private static final int LONGEST = 255;

  private NumberedName() {}

  /**
   * @param number 1 for the name itself
   */
  static String of(String name, int number) {
    if (number == 1) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    if (dot > 4 && name.regionMatches(true, dot - 4, ".tar", 0, 4)) {
      dot -= 4;
    }
    boolean extended = dot > 0;
    String stem = extended ? name.substring(0, dot) : name;
    String end = " (" + number + ")" + (extended ? name.substring(dot) : "");
    return shortened(stem, LONGEST - bytes(end)) + end;
  }

  /** The longest beginning that fits into so many bytes. */
  static String shortened(String text, int room) {
    int length = 0;
    int used = 0;
    while (length < text.length()) {
      int next = Character.charCount(text.codePointAt(length));
      used += bytes(text.substring(length, length + next));
      if (used > room) {
        break;
      }
      length += next;
    }
    return text.substring(0, length);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
