package dev.ferry.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.EndReason.Declined;
import dev.ferry.FolderSummary;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState.Flowing;
import dev.ferry.app.terminal.Paper;
import dev.ferry.content.FileStep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainReportTest {
  private final Paper out = new Paper();
  private final Paper err = new Paper();
  private final PlainReport report =
      new PlainReport(out.stream(), err.stream(), new Recorded.Clock());

  @Test
  void tellsASentFileInPlainLines() {
    Recorded.sent().forEach(state -> report.state(Recorded.OUT, state));

    assertThat(out.raw())
        .isEqualTo(
            """
            report.pdf: offered
            report.pdf: connecting
            report.pdf: 0.00/50.0 MB, direct
            report.pdf: verifying
            report.pdf sent to bob@example.org
              50.0 MB in 1.5 s, 33.3 MB/s, direct, not encrypted end to end
              verified sha-256 %s
            """
                .formatted(Recorded.HASH));
    assertThat(err.raw()).isEmpty();
  }

  @Test
  void tellsAnOfferAndItsEndWithSafeNames() {
    report.offer(Recorded.IN, Assurance.NONE);
    Recorded.received().forEach(state -> report.state(Recorded.IN, state));

    assertThat(out.raw())
        .isEqualTo(
            """
            alice@example.org/desk offers photo \\u{202e}gpj.exe
              2.00 kB, not encrypted end to end
            photo \\u{202e}gpj.exe: offered
            photo \\u{202e}gpj.exe received from alice@example.org/desk
              2.00 kB, in-band
              saved as /home/bob/photo gpj.exe
              complete, but the sender gave no hash to compare: sha-256 %s
            """
                .formatted(Recorded.HASH));
  }

  @Test
  void tellsWhichFileOfAFolderItIsAtAndWhatWasRenamed() {
    Subject folder =
        new Subject(
            "transfer-3@42",
            Direction.IN,
            "alice@example.org/desk",
            "photos",
            4000,
            Optional.empty(),
            Optional.of(new FolderSummary(7, 1, 0, List.of(), List.of())));
    FileStep step = new FileStep("a/b.jpg", 3, 7);
    report.state(
        folder,
        new Flowing(
            new Progress(1000, 4000, 0, 0, Optional.of(step)), Route.DIRECT, Assurance.NONE));
    report.remarks(folder, List.of("A.JPG is stored as A (2).JPG"));

    assertThat(out.raw())
        .isEqualTo(
            """
            photos: 1.00/4.00 kB, direct, file 3 of 7
            photos:
              A.JPG is stored as A (2).JPG
            """);
  }

  @Test
  void tellsWhereATransferWentOn() {
    Recorded.resumed().forEach(state -> report.state(Recorded.OUT, state));

    assertThat(out.raw())
        .contains(
            """
            report.pdf: paused: the connection was lost
            report.pdf: resumed at 24.0/50.0 MB, direct
            report.pdf sent to bob@example.org
              50.0 MB in 1.5 s, 33.3 MB/s, resumed at 24.0 MB, direct
            """
                .stripTrailing());
  }

  @Test
  void givesTheReasonOfAFailureOnStandardError() {
    report.state(Recorded.OUT, Recorded.failed(new Declined()));

    assertThat(out.raw()).isEqualTo("report.pdf not sent to bob@example.org\n");
    assertThat(err.raw())
        .isEqualTo(
            "ferry: report.pdf: the offer was declined (on the other side). Next: ask"
                + " bob@example.org to accept it, then send it again.\n");
  }
}
