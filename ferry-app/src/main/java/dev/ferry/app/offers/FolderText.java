package dev.ferry.app.offers;

import dev.ferry.FolderSummary;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What is in a folder that was offered, as one text. */
final class FolderText {
  private static final int PARTS = 5;

  private FolderText() {}

  static String write(FolderSummary folder) {
    return "%d,%d,%d,%s,%s"
        .formatted(
            folder.files(),
            folder.folders(),
            folder.hidden(),
            names(folder.first()),
            names(folder.firstHidden()));
  }

  private static String names(List<String> names) {
    return String.join(
        " ", names.stream().map(n -> URLEncoder.encode(n, StandardCharsets.UTF_8)).toList());
  }

  /**
   * @throws IllegalArgumentException when it is no such text
   */
  static FolderSummary read(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("no summary of a folder");
    }
    return new FolderSummary(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        names(parts[3]),
        names(parts[4]));
  }

  private static List<String> names(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1))
            .map(n -> URLDecoder.decode(n, StandardCharsets.UTF_8))
            .toList();
  }
}
