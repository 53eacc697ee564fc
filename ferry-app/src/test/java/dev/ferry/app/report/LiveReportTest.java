package dev.ferry.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.app.terminal.Paper;
import dev.ferry.app.terminal.Screen;
import dev.ferry.app.terminal.Style;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveReportTest {
  private final Paper paper = new Paper();
  private final Paper errors = new Paper();
  private final LiveReport report =
      new LiveReport(
          new Screen(paper.stream(), errors.stream(), () -> 80),
          new Style(false, true),
          new Recorded.Clock());

  @Test
  void showsOneLiveLineAFile() {
    Recorded.sent().stream().limit(5).forEach(state -> report.state(Recorded.OUT, state));
    report.state(Recorded.IN, new TransferState.Offered());

    assertThat(paper.seen()).hasSize(2);
    assertThat(paper.seen().getFirst())
        .startsWith("report.pdf ")
        .contains("20.0/50.0 MB 20.0 MB/s  0:02 direct");
    assertThat(paper.seen().getLast())
        .startsWith("photo \\u{20")
        .contains("pj.exe offered by alice");
  }

  @Test
  void leavesTheVerdictInPlaceOfTheLine() {
    Recorded.sent().forEach(state -> report.state(Recorded.OUT, state));

    assertThat(paper.seen())
        .containsExactly(
            "✓ report.pdf sent to bob@example.org",
            "  50.0 MB in 1.5 s, 33.3 MB/s, direct, not encrypted end to end",
            "  verified sha-256",
            "  " + Recorded.HASH,
            "");
  }

  @Test
  void tellsAFailureOnceInEachPlace() {
    report.state(Recorded.IN, new TransferState.Offered());
    report.state(Recorded.IN, Recorded.failed(new StorageFailed(Side.HERE, "the disk is full")));

    assertThat(paper.seen())
        .containsExactly("✗ photo \\u{202e}gpj.exe not received from alice@example.org/desk", "");
    assertThat(errors.seen().getFirst())
        .startsWith(
            "ferry: photo \\u{202e}gpj.exe: the file or its folder failed: the disk is full");
  }

  @Test
  void neverLetsAPeersWordsActOnTheTerminal() {
    Subject hostile =
        new Subject(
            "x",
            Recorded.IN.direction(),
            "a@b/\u001b[2J",
            "\u001b]0;owned\u0007",
            1,
            Optional.empty());
    report.offer(hostile, Assurance.NONE);
    report.state(hostile, new TransferState.Offered());
    report.state(hostile, Recorded.failed(new PeerFault("\u001b[2Jboo")));

    assertThat(paper.raw()).doesNotContain("\u001b[2J", "\u001b]");
    assertThat(errors.raw()).doesNotContain("\u001b");
  }
}
