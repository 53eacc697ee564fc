package dev.ferry.sync;

import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import dev.ferry.content.Hashes;
import dev.ferry.identity.AccountId;
import dev.ferry.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that was offered to this account or by it, as all its devices know it.
 *
 * @param publication the name that the sender gave to its offer
 * @param from who offered it
 * @param to who was offered it
 * @param file with what any of the devices has learnt of its content
 * @param answers what became of it on which of the own devices
 */
public record SharedOffer(
    String publication, AccountId from, AccountId to, FileOffer file, Map<String, Answer> answers) {
  /** So much is told of what is in a folder. */
  private static final int MOST_NAMES = 5;

  /** What became of an offer on a device. */
  public enum Answer {
    /** It was accepted, and is on its way or was lost. */
    ACCEPTED,
    /** The file is there. */
    HAS,
    /** The user said no. */
    DECLINED,
    /** It was offered, and nothing came of it. */
    NONE;

    static Answer of(String word) {
      for (Answer answer : values()) {
        if (answer.word().equals(word)) {
          return answer;
        }
      }
      return NONE;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SharedOffer {
    answers = Map.copyOf(answers);
  }

  /** All that are noted, the latest first. */
  public static List<SharedOffer> all(Notes notes) {
    Map<String, List<Note>> answers = new LinkedHashMap<>();
    for (Note note : notes.of(Kind.ANSWER)) {
      answers.computeIfAbsent(note.about().split("/")[0], _ -> new ArrayList<>()).add(note);
    }
    return notes.of(Kind.OFFER).stream()
        .sorted((a, b) -> Long.compare(b.stamp(), a.stamp()))
        .flatMap(note -> read(note, answers.getOrDefault(note.about(), List.of())).stream())
        .toList();
  }

  /** The one of that name. */
  public static Optional<SharedOffer> find(Notes notes, String publication) {
    return all(notes).stream().filter(o -> o.publication().equals(publication)).findFirst();
  }

  private static Optional<SharedOffer> read(Note note, List<Note> answered) {
    Json.Obj said = note.said();
    Optional<AccountId> from = said.text("from").flatMap(AccountId::parse);
    Optional<AccountId> to = said.text("to").flatMap(AccountId::parse);
    Hashes hashes = hashes(said);
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (Note answer : answered) {
      hashes = hashes(answer.said()).and(hashes);
      answers.put(answer.about().split("/")[1], Answer.of(answer.said().text("word").orElse("")));
    }
    if (from.isEmpty() || to.isEmpty() || said.number("size") < 0) {
      return Optional.empty();
    }
    FileOffer file =
        new FileOffer(
            said.text("name").orElse(""),
            said.number("size"),
            said.text("type"),
            hashes,
            said.text("modified").flatMap(SharedOffer::instant),
            said.get("folder").flatMap(SharedOffer::folder));
    return Optional.of(new SharedOffer(note.about(), from.get(), to.get(), file, answers));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException odd) {
      return Optional.empty();
    }
  }

  private static Hashes hashes(Json.Obj said) {
    var all = new LinkedHashMap<String, String>();
    if (said.get("hashes").orElse(Json.EMPTY) instanceof Json.Obj object) {
      object
          .members()
          .forEach((algorithm, hex) -> {
            if (hex instanceof Json.Text(String digits) && digits.matches("[0-9a-f]{16,256}")) {
              all.put(algorithm, digits);
            }
          });
    }
    return new Hashes(all);
  }

  private static Optional<FolderSummary> folder(Json json) {
    return json instanceof Json.Obj said
        ? Optional.of(
            new FolderSummary(
                said.number("files"),
                said.number("folders"),
                said.number("hidden"),
                texts(said, "first"),
                texts(said, "first-hidden")))
        : Optional.empty();
  }

  private static List<String> texts(Json.Obj said, String name) {
    return said.get(name).orElse(Json.EMPTY) instanceof Json.Arr(List<Json> elements)
        ? elements.stream()
            .<String>flatMap(
                e -> e instanceof Json.Text(String text) ? Stream.of(text) : Stream.empty())
            .toList()
        : List.of();
  }

  /** What a note says of an offer. */
  static Json.Obj json(AccountId from, AccountId to, FileOffer file) {
    Json.Obj said =
        Json.EMPTY
            .with("from", from.toString())
            .with("to", to.toString())
            .with("name", file.name())
            .with("size", Json.of(file.size()))
            .with("hashes", json(file.hashes()));
    Json.Obj typed = file.mediaType().map(t -> said.with("type", t)).orElse(said);
    Json.Obj dated = file.modified().map(t -> typed.with("modified", t.toString())).orElse(typed);
    return file.folder().map(f -> dated.with("folder", json(f))).orElse(dated);
  }

  /** What a note says of what became of it on a device. */
  static Json.Obj json(Answer answer, Hashes hashes) {
    return Json.EMPTY.with("word", answer.word()).with("hashes", json(hashes));
  }

  private static Json.Obj json(Hashes hashes) {
    Map<String, Json> members = new LinkedHashMap<>();
    hashes.byAlgorithm().forEach((algorithm, hex) -> members.put(algorithm, new Json.Text(hex)));
    return new Json.Obj(members);
  }

  private static Json.Obj json(FolderSummary folder) {
    return Json.EMPTY
        .with("files", Json.of(folder.files()))
        .with("folders", Json.of(folder.folders()))
        .with("hidden", Json.of(folder.hidden()))
        .with("first", json(folder.first()))
        .with("first-hidden", json(folder.firstHidden()));
  }

  private static Json.Arr json(List<String> texts) {
    return new Json.Arr(texts.stream().limit(MOST_NAMES).<Json>map(Json.Text::new).toList());
  }
}
