package dev.ferry.app.history;

import dev.ferry.Transfer.Direction;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Entries as they are shown and exported; nothing that a peer wrote reaches a terminal as it is.
 */
public final class HistoryText {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final List<String> COLUMNS =
      List.of(
          "number",
          "began",
          "ended",
          "direction",
          "peer",
          "file",
          "size",
          "bytes",
          "path",
          "route",
          "encryption",
          "proof",
          "reason",
          "verified",
          "sha256",
          "what",
          "side",
          "next");
  private static final String FORMULA = "=+-@\t\r";

  private final ZoneId zone;

  /**
   * @param zone of the times that people see
   */
  public HistoryText(ZoneId zone) {
    this.zone = zone;
  }

  /** One line for people. */
  public String line(Entry entry) {
    String towards = entry.direction() == Direction.OUT ? "to" : "from";
    return "#%d  %s  %s, %s, %s %s: %s"
        .formatted(
            entry.number(),
            time(entry.began()),
            Terminal.escape(entry.file()),
            Units.bytes(entry.size()),
            towards,
            Terminal.escape(entry.peer()),
            outcome(entry));
  }

  private String time(Instant at) {
    return SHORT.format(at.atZone(zone));
  }

  private static String outcome(Entry entry) {
    String reason = entry.result().reason().orElse("running");
    return switch (reason) {
      case "completed" -> verdict(entry);
      case "running" -> "running";
      case "declined", "cancelled" -> reason;
      default -> reason.replace('-', ' ') + " at " + Units.bytes(entry.bytes());
    };
  }

  private static String verdict(Entry entry) {
    return switch (entry.result().verified().orElse("")) {
      case "hash" -> "verified";
      case "sent" -> "sent, not confirmed";
      case "weak-hash" -> "complete, its MD5 is right";
      case "tag" -> "complete, proved by its encryption";
      default -> "complete";
    };
  }

  /** All that is known of one, for people. */
  public List<String> page(Entry entry) {
    List<String> lines = new ArrayList<>();
    lines.add(line(entry));
    add(lines, "place", entry.path());
    add(lines, "took", entry.ended().map(end -> took(entry.began(), end)));
    add(lines, "route", entry.way().route());
    add(lines, "encryption", entry.way().encryption());
    add(lines, "peer known by", entry.way().proof());
    add(lines, "SHA-256", entry.result().sha256());
    add(lines, "what", entry.result().what());
    add(lines, "next", entry.result().next());
    for (Entry.Step step : entry.steps()) {
      lines.add("  " + time(step.at()) + "  " + Terminal.escape(step.what()));
    }
    return lines;
  }

  private static String took(Instant began, Instant ended) {
    return Units.time(Duration.between(began, ended).toSeconds());
  }

  private static void add(List<String> lines, String name, Optional<String> value) {
    value.ifPresent(text -> lines.add("  " + name + ": " + Terminal.escape(text)));
  }

  /** One JSON object, with the names of the command's own output. */
  public static String json(Entry entry) {
    return new JsonLine()
        .put("number", entry.number())
        .put("transfer", entry.id())
        .put("began", entry.began().toString())
        .put("ended", entry.ended().map(Instant::toString))
        .put("direction", direction(entry))
        .put("peer", entry.peer())
        .put("file", entry.file())
        .put("size", entry.size())
        .put("bytes", entry.bytes())
        .put("path", entry.path())
        .put("route", entry.way().route())
        .put("encryption", entry.way().encryption())
        .put("proof", entry.way().proof())
        .put("reason", entry.result().reason())
        .put("verified", entry.result().verified())
        .put("sha256", entry.result().sha256())
        .put("what", entry.result().what())
        .put("side", entry.result().side())
        .put("next", entry.result().next())
        .put("steps", entry.steps().stream().map(Entry.Step::what).toList())
        .putAll("parts", entry.parts().stream().map(HistoryText::json).toList())
        .toString();
  }

  private static JsonLine json(Entry.Part part) {
    return new JsonLine().put("device", part.device()).put("reason", part.reason());
  }

  /** The first line of a table (RFC 4180). */
  public static String csvHeader() {
    return String.join(",", COLUMNS);
  }

  /** One row. What a spreadsheet would take for a formula gets an apostrophe in front. */
  public static String csv(Entry entry) {
    List<String> cells =
        List.of(
            Long.toString(entry.number()),
            entry.began().toString(),
            entry.ended().map(Instant::toString).orElse(""),
            direction(entry),
            entry.peer(),
            entry.file(),
            Long.toString(entry.size()),
            Long.toString(entry.bytes()),
            entry.path().orElse(""),
            entry.way().route().orElse(""),
            entry.way().encryption().orElse(""),
            entry.way().proof().orElse(""),
            entry.result().reason().orElse(""),
            entry.result().verified().orElse(""),
            entry.result().sha256().orElse(""),
            entry.result().what().orElse(""),
            entry.result().side().orElse(""),
            entry.result().next().orElse(""));
    return cells.stream().map(HistoryText::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static String direction(Entry entry) {
    return entry.direction().name().toLowerCase(Locale.ROOT);
  }
}
