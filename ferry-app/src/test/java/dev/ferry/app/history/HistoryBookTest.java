package dev.ferry.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.Attempt;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.Route;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.app.report.PlainReport;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.report.Subject;
import dev.ferry.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands note, gathered and found again. */
class HistoryBookTest {
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");

  @TempDir Path folder;
  private final InstantSource clock = new Recorded.Clock();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Path history() {
    return folder.resolve("history");
  }

  private HistoryReport report() {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new HistoryReport(new PlainReport(out, out, clock), history(), clock);
  }

  private void play(Subject subject, List<TransferState> states) {
    HistoryReport report = report();
    states.forEach(state -> report.state(subject, state));
  }

  private List<Entry> found(Search search) throws IOException {
    try (HistoryBook book = HistoryBook.open(history())) {
      book.gather(NOW);
      return book.find(search);
    }
  }

  private Entry only() throws IOException {
    try (HistoryBook book = HistoryBook.open(history())) {
      book.gather(NOW);
      List<Entry> all = book.find(Search.latest(10));
      assertThat(all).hasSize(1);
      return book.entry(all.getFirst().number()).orElseThrow();
    }
  }

  @Test
  void keepsWhatATransferWas() throws Exception {
    play(Recorded.OUT, Recorded.sent());

    Entry entry = only();
    assertThat(entry.isCompleted()).isTrue();
    assertThat(entry.direction()).isEqualTo(Direction.OUT);
    assertThat(entry.peer()).isEqualTo("bob@example.org");
    assertThat(entry.file()).isEqualTo("report.pdf");
    assertThat(entry.size()).isEqualTo(50_000_000);
    assertThat(entry.bytes()).isEqualTo(50_000_000);
    assertThat(entry.path()).contains("/home/alice/report.pdf");
    assertThat(entry.way())
        .isEqualTo(
            new Entry.Way(Optional.of("direct"), Optional.of("none"), Optional.of("server")));
    assertThat(entry.result().verified()).contains("hash");
    assertThat(entry.result().sha256()).contains(Recorded.HASH);
    assertThat(entry.ended().orElseThrow()).isAfter(entry.began());
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("report.pdf sent to");
  }

  @Test
  void keepsPausesAndWaysThatWereTriedInVain() throws Exception {
    play(Recorded.OUT, Recorded.resumed());
    assertThat(only().steps())
        .extracting(Entry.Step::what)
        .containsExactly("paused: the connection was lost");
  }

  @Test
  void keepsWhyThereWasNoWay() throws Exception {
    play(
        Recorded.OUT,
        List.of(
            Recorded.failed(
                new NoRoute(List.of(new Attempt(Route.DIRECT, "to 192.0.2.7", "refused"))))));
    Entry entry = only();
    assertThat(entry.result().reason()).contains("no-route");
    assertThat(entry.result().what().orElseThrow()).contains("192.0.2.7");
    assertThat(entry.result().side()).contains("between");
    assertThat(entry.steps())
        .extracting(Entry.Step::what)
        .containsExactly("direct, to 192.0.2.7: refused");
  }

  @Test
  void knowsWhereAReceivedFileLies() throws Exception {
    play(Recorded.IN, Recorded.received());
    assertThat(only().path()).contains("/home/bob/photo gpj.exe");
  }

  @Test
  void aTransferThatRunsIsRunning() throws Exception {
    play(Recorded.OUT, Recorded.sent().subList(0, 5));
    assertThat(only().result().reason()).isEmpty();
    assertThat(only().way().route()).contains("direct");
  }

  @Test
  void aCommandThatWasKilledLeavesItsTransfersInterrupted() throws Exception {
    try (Journal journal = Journal.begin(history(), NOW)) {
      journal.write(Note.begin(Recorded.OUT, NOW));
      journal.write(Note.step(Recorded.OUT, "paused: lost", 7, NOW));
      assertThat(only().ended()).isEmpty();
    }
    cutMidline();

    Entry entry = only();
    assertThat(entry.result().reason()).contains(Entry.INTERRUPTED);
    assertThat(entry.bytes()).isEqualTo(7);
    assertThat(entry.ended()).contains(NOW);
    assertThat(journals()).isEmpty();
    assertThat(only()).isEqualTo(entry);
  }

  private void cutMidline() throws IOException {
    for (Path journal : journals()) {
      Files.writeString(journal, "{\"note\":\"en", StandardOpenOption.APPEND);
    }
  }

  private List<Path> journals() throws IOException {
    try (Stream<Path> files = Files.list(history())) {
      return files.filter(f -> f.toString().endsWith(Journal.ENDING)).toList();
    }
  }

  @Test
  void takesEachLineOnceHoweverOftenItIsGathered() throws Exception {
    try (Journal journal = Journal.begin(history(), NOW)) {
      journal.write(Note.begin(Recorded.OUT, NOW));
      for (int i = 0; i < 5; i++) {
        journal.write(Note.step(Recorded.OUT, "step " + i, i, NOW));
        assertThat(only().steps()).hasSize(i + 1);
        assertThat(only().steps()).hasSize(i + 1);
      }
    }
    assertThat(only().steps()).hasSize(5);
  }

  @Test
  void leavesOutWhatMakesNoSense() throws Exception {
    try (Journal journal = Journal.begin(history(), NOW)) {
      journal.write(Json.EMPTY.with("note", "end").with("transfer", "of nobody"));
      journal.write(Json.EMPTY.with("note", "something later").with("transfer", "x"));
      journal.write(Json.EMPTY);
      journal.write(Note.begin(Recorded.OUT, NOW));
      for (Path file : journals()) {
        Files.writeString(file, "garbage\n\n\u0000\n[1]\n", StandardOpenOption.APPEND);
      }
    }
    assertThat(only().file()).isEqualTo("report.pdf");
  }

  @Test
  void findsWhatIsLookedFor() throws Exception {
    play(Recorded.OUT, Recorded.sent());
    play(Recorded.IN, Recorded.received());
    play(named("100% sure_.txt"), List.of(Recorded.failed(new NoRoute(List.of()))));

    assertThat(found(Search.latest(10)))
        .extracting(Entry::file)
        .containsExactly("100% sure_.txt", "photo \u202egpj.exe", "report.pdf");
    assertThat(found(Search.latest(2))).hasSize(2);
    assertThat(found(Search.of("REPORT", 10))).hasSize(1);
    assertThat(found(Search.of("bob@", 10))).hasSize(2);
    assertThat(found(Search.of(Recorded.HASH.substring(0, 8), 10))).hasSize(2);
    assertThat(found(Search.of(Recorded.HASH.substring(1, 8), 10))).isEmpty();
    assertThat(found(Search.of("%", 10))).hasSize(1);
    assertThat(found(Search.of("_", 10))).hasSize(1);
    assertThat(found(Search.of("' OR 1=1 --", 10))).isEmpty();
    Search failed =
        new Search(
            Optional.empty(),
            Optional.of(Direction.OUT),
            Optional.empty(),
            true,
            Optional.empty(),
            9);
    assertThat(found(failed)).extracting(Entry::file).containsExactly("100% sure_.txt");
    long last = found(Search.latest(1)).getFirst().number();
    Search older =
        new Search(
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOW.minusSeconds(86_400)),
            false,
            Optional.of(last),
            9);
    assertThat(found(older)).hasSize(2);
  }

  private static Subject named(String file) {
    return new Subject("t@1", Direction.OUT, "bob@example.org", file, 9, Optional.empty());
  }

  @Test
  void forgetsWhatItIsToldTo() throws Exception {
    play(Recorded.OUT, Recorded.resumed());
    long number = only().number();
    try (HistoryBook book = HistoryBook.open(history())) {
      assertThat(book.remove(number)).isTrue();
      assertThat(book.remove(number)).isFalse();
      assertThat(book.entry(number)).isEmpty();
    }
    play(Recorded.OUT, Recorded.sent());
    assertThat(only().number()).isGreaterThan(number);
  }

  @Test
  void isForItsOwnerOnly() throws Exception {
    play(Recorded.OUT, Recorded.sent());
    only();
    try (Stream<Path> files = Files.list(history())) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
    }
  }

  @Test
  void refusesWhatALaterVersionHasWritten() throws Exception {
    play(Recorded.OUT, Recorded.sent());
    only();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + history().resolve("history.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(this::only)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("later version of Ferry");
  }

  @Test
  void goesOnWithoutAHistoryThatCannotBeWritten() throws Exception {
    Files.writeString(history(), "not a folder");
    play(Recorded.OUT, Recorded.sent());
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("This is missing in the history")
        .contains("report.pdf sent to");
  }

  @Test
  void severalMayGatherAtOnce() throws Exception {
    try (Journal journal = Journal.begin(history(), NOW)) {
      journal.write(Note.begin(Recorded.OUT, NOW));
      for (int i = 0; i < 50; i++) {
        journal.write(Note.step(Recorded.OUT, "step " + i, i, NOW));
      }
      try (HistoryBook one = HistoryBook.open(history());
          HistoryBook other = HistoryBook.open(history())) {
        Thread thread =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    one.gather(NOW);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
        other.gather(NOW);
        thread.join();
      }
    }
    assertThat(only().steps()).hasSize(50);
  }
}
