package dev.ferry.node;

import dev.ferry.Side;
import dev.ferry.Transfer.Direction;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.history.Entry;
import dev.ferry.app.history.HistoryBook;
import dev.ferry.app.history.HistoryText;
import dev.ferry.app.history.Search;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The history as the API shows it. Any thread may call. */
final class HistoryDesk implements AutoCloseable {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final People people;
  private final InstantSource clock;
  private final HistoryBook book;

  HistoryDesk(Path folder, People people, InstantSource clock) throws IOException {
    this.people = people;
    this.clock = clock;
    this.book = HistoryBook.open(folder);
  }

  /** Pages backwards from the latest, or from what was seen. */
  synchronized Json.Obj page(Optional<String> text, Optional<Long> before, long limit)
      throws Refused {
    int most = limit < 1 ? PAGE : (int) Math.min(limit, LARGEST_PAGE);
    try {
      book.gather(clock.instant());
      List<Entry> found =
          book.find(new Search(text, Optional.empty(), Optional.empty(), false, before, most + 1));
      List<Entry> shown = found.subList(0, Math.min(most, found.size()));
      Fields fields =
          new Fields()
              .put("entries", new Json.Arr(shown.stream().map(e -> (Json) json(e)).toList()));
      if (found.size() > most) {
        fields.put("next", shown.getLast().number());
      }
      return fields.object();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Refused unusable(IOException e) {
    return Refused.failed(Texts.why(e), "check the data folder");
  }

  synchronized Entry entry(long number) throws Refused {
    try {
      book.gather(clock.instant());
      return book.entry(number)
          .orElseThrow(() -> Refused.missing("the history has no " + number, "look at its list"));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Forgets one; deletes the file that was received with it, if that is asked for, too. */
  synchronized void remove(long number, boolean file) throws Refused {
    Entry entry = entry(number);
    try {
      if (file) {
        delete(entry);
      }
      boolean unused = book.remove(number);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static void delete(Entry entry) throws Refused, IOException {
    if (entry.direction() != Direction.IN || entry.path().isEmpty()) {
      throw Refused.now("nothing was received with it", "forget the entry alone");
    }
    Path path = Path.of(entry.path().get());
    if (Files.isDirectory(path)) {
      throw Refused.now(path + " is a folder", "delete it by hand: others may lie in it");
    }
    Files.deleteIfExists(path);
  }

  /** All of it, as a file. */
  synchronized byte[] export(String format) throws Refused {
    try {
      book.gather(clock.instant());
      List<Entry> all = book.find(Search.latest(Integer.MAX_VALUE));
      return Texts.utf8(
          switch (format) {
            case "json" -> lines(all, HistoryText::json);
            case "csv" -> HistoryText.csvHeader() + "\n" + lines(all, HistoryText::csv);
            default ->
                throw Refused.senseless(
                    "'" + Terminal.escape(format) + "' is no format", "json or csv");
          });
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static String lines(List<Entry> all, Function<Entry, String> line) {
    return all.stream().map(entry -> line.apply(entry) + "\n").collect(Collectors.joining());
  }

  Json.Obj json(Entry entry) {
    Fields fields =
        new Fields()
            .put("number", entry.number())
            .put("id", entry.id())
            .put("began", entry.began())
            .put("direction", entry.direction().name().toLowerCase(Locale.ROOT))
            .put("peer", entry.peer())
            .put("name", name(entry))
            .put("file", Terminal.escape(entry.file()))
            .put("size", entry.size())
            .put("bytes", entry.bytes())
            .put("steps", steps(entry))
            .put("path", entry.path())
            .put("route", entry.way().route())
            .put("encryption", entry.way().encryption())
            .put("proof", entry.way().proof())
            .put("reason", entry.result().reason())
            .put("verified", entry.result().verified())
            .put("sha256", entry.result().sha256());
    entry.ended().ifPresent(at -> fields.put("ended", at));
    entry.result().what().ifPresent(what -> fields.put("error", trouble(entry, what)));
    if (Pictures.isShown(entry)) {
      fields.put("picture", true);
    }
    return fields.object();
  }

  private String name(Entry entry) {
    return PeerWords.read(entry.peer())
        .map(people::called)
        .filter(name -> !name.equals(entry.peer()))
        .orElse("");
  }

  private static Trouble trouble(Entry entry, String what) {
    Side side =
        switch (entry.result().side().orElse("")) {
          case "there" -> Side.THERE;
          case "between" -> Side.BETWEEN;
          default -> Side.HERE;
        };
    return new Trouble(ExitStatus.FAILED, what, side, entry.result().next().orElse("try again"));
  }

  private static Json.Arr steps(Entry entry) {
    return new Json.Arr(
        entry.steps().stream()
            .map(step ->
                (Json)
                    new Fields()
                        .put("at", step.at())
                        .put("what", Terminal.escape(step.what()))
                        .object())
            .toList());
  }

  @Override
  public synchronized void close() throws IOException {
    book.close();
  }
}
