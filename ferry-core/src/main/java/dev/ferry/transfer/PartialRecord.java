package dev.ferry.transfer;

import dev.ferry.FileOffer;

/** What is written beside a partial file: enough to know what it is a part of. */
final class PartialRecord {
  private PartialRecord() {}

  /** Lines of {@code key=value}; names are escaped so that each stays one line. */
  static String of(FileOffer offer) {
    var lines = new StringBuilder();
    line(lines, "name", offer.name());
    line(lines, "size", Long.toString(offer.size()));
    offer.modified().ifPresent(at -> line(lines, "modified", at.toString()));
    offer.hashes().byAlgorithm().forEach((algorithm, hex) -> line(lines, algorithm, hex));
    return lines.toString();
  }

  private static void line(StringBuilder lines, String key, String value) {
    lines.append(escaped(key)).append('=').append(escaped(value)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("=", "\\=");
  }
}
