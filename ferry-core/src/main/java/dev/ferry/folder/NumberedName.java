package dev.ferry.folder;

/** A name with a number before its extension: {@code notes (2).txt}. */
final class NumberedName {
  private static final int LONGEST_EXTENSION = 24;

  private NumberedName() {}

  static String of(String name, int number) {
    int dot = name.lastIndexOf('.');
    if (dot > 4 && name.startsWith(".tar", dot - 4)) {
      dot -= 4;
    }
    boolean extended = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
    int end = extended ? dot : name.length();
    return name.substring(0, end) + " (" + number + ")" + name.substring(end);
  }
}
