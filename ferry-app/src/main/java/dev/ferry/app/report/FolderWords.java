package dev.ferry.app.report;

import dev.ferry.FolderSummary;
import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.content.FileStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said of a folder. Names in it are escaped here. */
final class FolderWords {
  private static final int LONGEST_NAME = 48;
  private static final int SHOWN = 6;

  private final Style style;

  FolderWords(Style style) {
    this.style = style;
  }

  /** How much there is, such as {@code 1,204 files in 12 folders}. */
  static String amount(FolderSummary folder) {
    String files = count(folder.files(), "file");
    return folder.folders() == 0 ? files : files + " in " + count(folder.folders() + 1, "folder");
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s", number, what) + (number == 1 ? "" : "s");
  }

  /** Some of the names, and a warning of the hidden ones. */
  List<String> names(FolderSummary folder) {
    List<String> lines = new ArrayList<>();
    if (!folder.first().isEmpty()) {
      lines.add("  " + list(folder.first(), folder.files()));
    }
    if (folder.hidden() > 0) {
      String some = list(folder.firstHidden(), folder.hidden());
      lines.add(
          style.warn("  " + count(folder.hidden(), "hidden file") + (some.isEmpty() ? "" : ": "))
              + some);
    }
    return lines;
  }

  private static String list(List<String> names, long all) {
    String listed =
        names.stream()
            .limit(SHOWN)
            .map(name -> Terminal.escape(name, LONGEST_NAME))
            .collect(Collectors.joining(", "));
    return all > Math.min(SHOWN, names.size()) ? listed + ", ..." : listed;
  }

  /** Which file it is at. */
  static String step(FileStep step) {
    return String.format(Locale.ROOT, ", file %,d of %,d", step.number(), step.of());
  }

  /** A remark as a line of its own. */
  static String remark(String words) {
    return "  " + Terminal.escape(words);
  }
}
