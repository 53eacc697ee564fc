package dev.ferry.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.TransferState;
import dev.ferry.app.report.PlainReport;
import dev.ferry.app.report.Recorded;
import dev.ferry.stanza.Jid;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went to several devices, as it is found again. */
class HistoryPartsTest {
  @TempDir Path folder;

  @Test
  void keepsHowItWentWithEachOfSeveralDevices() throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    InstantSource clock = new Recorded.Clock();
    Path history = folder.resolve("history");
    HistoryReport report =
        new HistoryReport(new PlainReport(nowhere, nowhere, clock), history, clock);
    List<TransferState> states = Recorded.sent();
    states.subList(0, states.size() - 1).forEach(state -> report.state(Recorded.OUT, state));
    Peer laptop = new Peer.Xmpp(Jid.parse("bob@example.org/laptop").orElseThrow());
    Peer phone = new Peer.Xmpp(Jid.parse("bob@example.org/phone").orElseThrow());
    report.parts(
        Recorded.OUT,
        List.of(
            new Part(laptop, states.getLast()),
            new Part(phone, Recorded.failed(new EndReason.Declined()))));
    report.state(Recorded.OUT, states.getLast());

    try (HistoryBook book = HistoryBook.open(history)) {
      book.gather(Instant.parse("2026-01-02T04:00:00Z"));
      Entry entry = book.entry(book.find(Search.latest(1)).getFirst().number()).orElseThrow();
      assertThat(entry.parts())
          .containsExactly(
              new Entry.Part("bob@example.org/laptop", "completed"),
              new Entry.Part("bob@example.org/phone", "declined"));
      assertThat(HistoryText.json(entry))
          .contains(
              "\"parts\":[{\"device\":\"bob@example.org/laptop\",\"reason\":\"completed\"},"
                  + "{\"device\":\"bob@example.org/phone\",\"reason\":\"declined\"}]");
    }
  }
}
