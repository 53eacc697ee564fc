package dev.ferry.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Transfer.Direction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Entries as people, programs and spreadsheets get them. */
class HistoryTextTest {
  private final HistoryText text = new HistoryText(ZoneOffset.UTC);

  private static Entry entry(String file, Optional<String> reason) {
    Instant began = Instant.parse("2026-01-02T03:04:05Z");
    return new Entry(
        17,
        "t@42",
        began,
        reason.map(r -> began.plusSeconds(70)),
        Direction.IN,
        "alice@example.org",
        file,
        50_000_000,
        20_000_000,
        Optional.of("/home/bob/" + file),
        new Entry.Way(Optional.of("direct"), Optional.of("xtls"), Optional.of("pinned")),
        new Entry.Result(
            reason,
            reason.filter("completed"::equals).map(r -> "hash"),
            Optional.of("ab12"),
            reason.filter("connection-lost"::equals).map(r -> "the connection was lost"),
            Optional.empty(),
            Optional.empty()),
        List.of(new Entry.Step(began.plusSeconds(60), "paused: \u001b[2J")));
  }

  @Test
  void isALineForPeople() {
    assertThat(text.line(entry("a.pdf", Optional.of("completed"))))
        .isEqualTo("#17  2026-01-02 03:04  a.pdf, 50.0 MB, from alice@example.org: verified");
    assertThat(text.line(entry("a.pdf", Optional.of("connection-lost"))))
        .endsWith(": connection lost at 20.0 MB");
    assertThat(text.line(entry("a.pdf", Optional.empty()))).endsWith(": running");
  }

  @Test
  void isAPageForPeople() {
    assertThat(text.page(entry("a.pdf", Optional.of("connection-lost"))))
        .contains(
            "  place: /home/bob/a.pdf",
            "  took: 1:10",
            "  route: direct",
            "  encryption: xtls",
            "  peer known by: pinned",
            "  SHA-256: ab12",
            "  what: the connection was lost")
        .last()
        .isEqualTo("  2026-01-02 03:05  paused: \\u{1b}[2J");
  }

  @Test
  void showsNoPeersBytesToTheTerminal() {
    assertThat(text.line(entry("a\u001b[2J\u202egpj.exe", Optional.empty())))
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void isAnObjectForPrograms() {
    assertThat(HistoryText.json(entry("a\"b", Optional.of("completed"))))
        .startsWith("{\"number\":17,\"transfer\":\"t@42\",\"began\":\"2026-01-02T03:04:05Z\"")
        .contains("\"file\":\"a\\\"b\"", "\"verified\":\"hash\"", "\"what\":null");
  }

  @Test
  void isARowForSpreadsheetsThatNobodyRuns() {
    assertThat(HistoryText.csv(entry("=cmd|'/c calc'!A1", Optional.empty())))
        .contains(",'=cmd|'/c calc'!A1,");
    assertThat(HistoryText.csv(entry("a,\"b\"\n.txt", Optional.empty())))
        .contains(",\"a,\"\"b\"\"\n.txt\",");
    assertThat(HistoryText.csvHeader().split(",")).hasSize(18);
    assertThat(HistoryText.csv(entry("a.pdf", Optional.empty())).split(",", -1)).hasSize(18);
  }
}
