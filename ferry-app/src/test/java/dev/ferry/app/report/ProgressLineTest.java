package dev.ferry.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Flowing;
import dev.ferry.app.terminal.Columns;
import dev.ferry.app.terminal.Style;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Subject REPORT =
      new Subject(
          "1", Direction.OUT, "bob@example.org", "report.pdf", 50_000_000, Optional.empty());
  private static final Style UNICODE = new Style(false, true);

  @Test
  void showsNameBarBytesRateTimeRouteAndLock() {
    assertThat(draw(REPORT, flowing(25_000_000, 50_000_000, 5_000_000), UNICODE, 79))
        .isEqualTo(
            "report.pdf          ━━━━━━━━━━────────── 25.0/50.0 MB 5.00 MB/s  0:05 direct 🔓");
  }

  @Test
  void drawsItInPlainAsciiToo() {
    assertThat(draw(REPORT, flowing(25_000_000, 50_000_000, 5_000_000), Style.PLAIN, 79))
        .isEqualTo(
            "report.pdf          [########........] 25.0/50.0 MB 5.00 MB/s  0:05 direct open");
  }

  @Test
  void doesNotGuessATimeWithoutARate() {
    assertThat(draw(REPORT, flowing(0, 50_000_000, 0), UNICODE, 79)).contains(" -:-- ");
  }

  @Test
  void fitsEveryWidthWhateverTheName() {
    List<String> names = List.of("a", "報告書".repeat(80), "\u202e\u001b[2J".repeat(90), "e\u0301");
    List<TransferState> states =
        List.of(
            new TransferState.Preparing(),
            new TransferState.Offered(),
            new TransferState.Connecting(),
            flowing(0, Long.MAX_VALUE, 0),
            flowing(Long.MAX_VALUE / 2, Long.MAX_VALUE, 1),
            flowing(999_999_999, 1_000_000_000, 999_999_999),
            new TransferState.Verifying(Route.IN_BAND));
    for (int width = 39; width < 200; width++) {
      for (String name : names) {
        for (TransferState state : states) {
          Subject subject =
              new Subject(
                  "1",
                  Direction.IN,
                  "a@b/" + "x".repeat(70),
                  name,
                  1_000_000_000,
                  Optional.empty());
          assertThat(Columns.of(draw(subject, state, UNICODE, width))).isLessThanOrEqualTo(width);
        }
      }
    }
  }

  @Test
  void keepsTheBarsWidthWhileNumbersGrow() {
    for (long bytes = 0; bytes <= 50_000_000; bytes += 777_777) {
      String line = draw(REPORT, flowing(bytes, 50_000_000, 1 + bytes), UNICODE, 79);
      assertThat(line.chars().filter(c -> "━╸─".indexOf(c) >= 0).count()).isEqualTo(20);
    }
  }

  @Test
  void coloursOnlyWhereColourIsWanted() {
    Flowing half = flowing(25_000_000, 50_000_000, 5_000_000);

    assertThat(draw(REPORT, half, UNICODE, 79)).doesNotContain("\u001b");
    assertThat(draw(REPORT, half, new Style(true, true), 79)).contains("\u001b[36m━");
  }

  private static String draw(Subject subject, TransferState state, Style style, int width) {
    Tally tally = Tally.NOTHING.with(state, subject.size(), Instant.EPOCH);
    return new ProgressLine(style).draw(subject, state, tally, width);
  }

  private static Flowing flowing(long bytes, long size, long rate) {
    return new Flowing(new Progress(bytes, size, rate), Route.DIRECT, Assurance.NONE);
  }
}
