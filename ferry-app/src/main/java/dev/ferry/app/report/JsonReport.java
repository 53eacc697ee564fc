package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.EndReason.Completed;
import dev.ferry.FolderSummary;
import dev.ferry.Part;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.Verified;
import dev.ferry.port.FileVault.StoredFile;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells a program: one JSON object a line, written out at once. Every line has every key, but for
 * the parts of what went to several devices; what is not known is {@code null}. What fails is told
 * on standard error as well.
 */
public final class JsonReport implements Report {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;
  private final Map<String, List<String>> remarks = new HashMap<>();
  private final Map<String, List<Part>> parts = new HashMap<>();
  private final Map<String, Tally> tallies = new HashMap<>();

  public JsonReport(PrintStream out, PrintStream err, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void ready(String self, String sentence) {
    print(new JsonLine().put("time", time()).put("ready", self));
  }

  @Override
  public void away(String why) {
    print(new JsonLine().put("time", time()).put("away", why));
  }

  @Override
  public void lost(String why) {
    away(why);
  }

  @Override
  public void contact(String account, String standing, String sentence) {
    print(new JsonLine().put("time", time()).put("contact", account).put("standing", standing));
  }

  @Override
  public void code(String code, String sentence) {
    print(new JsonLine().put("time", time()).put("code", code));
  }

  @Override
  public void notice(String sentence) {
    // People only.
  }

  @Override
  public void offer(Subject subject, Assurance assurance) {
    // The state that follows says it.
  }

  @Override
  public synchronized void state(Subject subject, TransferState state) {
    Tally tally =
        tallies
            .getOrDefault(subject.id(), Tally.NOTHING)
            .with(state, subject.size(), clock.instant());
    tallies.put(subject.id(), tally);
    switch (state) {
      case TransferState.Preparing p -> {}
      case TransferState.Offered o -> print(line(subject, "offered", tally));
      case TransferState.Connecting c -> print(line(subject, "connecting", tally));
      case TransferState.Flowing f -> print(line(subject, "flowing", tally));
      case TransferState.Verifying v -> print(line(subject, "verifying", tally));
      case TransferState.Paused(String why) -> print(paused(subject, why, tally));
      case Ended ended -> end(subject, ended, tally);
    }
  }

  private void end(Subject subject, Ended ended, Tally tally) {
    tallies.remove(subject.id());
    Outcome outcome = Outcome.of(ended.reason(), subject.direction(), subject.peer());
    Optional<Completed> completed =
        ended.reason() instanceof Completed c ? Optional.of(c) : Optional.empty();
    print(
        line(
            subject,
            "ended",
            Optional.of(outcome.word()),
            tally,
            ended.stored().map(StoredFile::path).or(subject::path),
            completed,
            outcome.trouble()));
    remarks.remove(subject.id());
    parts.remove(subject.id());
    outcome.trouble().ifPresent(trouble -> error(Sentences.error(subject, trouble)));
  }

  private JsonLine paused(Subject subject, String why, Tally tally) {
    return line(
        subject,
        "paused",
        Optional.of(why),
        tally,
        subject.path(),
        Optional.empty(),
        Optional.empty());
  }

  private JsonLine line(Subject subject, String state, Tally tally) {
    return line(
        subject,
        state,
        Optional.empty(),
        tally,
        subject.path(),
        Optional.empty(),
        Optional.empty());
  }

  private JsonLine line(
      Subject subject,
      String state,
      Optional<String> reason,
      Tally tally,
      Optional<String> path,
      Optional<Completed> completed,
      Optional<Trouble> trouble) {
    JsonLine line =
        new JsonLine()
            .put("time", time())
            .put("transfer", subject.id())
            .put("direction", subject.direction().name().toLowerCase(Locale.ROOT))
            .put("state", state)
            .put("reason", reason)
            .put("file", subject.file())
            .put("bytes", tally.bytes())
            .put("size", subject.size())
            .put("route", tally.route().map(Object::toString))
            .put("encryption", tally.assurance().map(a -> a.encryption().toString()))
            .put("proof", tally.assurance().map(a -> a.proof().toString()))
            .put("peer", subject.peer())
            .put("path", path)
            .put("sha256", completed.map(Completed::sha256))
            .put("offset", tally.offset(), tally.offset() > 0)
            .put("verified", completed.map(c -> word(c.how())))
            .put("remarks", remarks.getOrDefault(subject.id(), List.of()));
    List<Part> several = parts.getOrDefault(subject.id(), List.of());
    JsonLine whole = withError(withFolder(line, subject, tally), trouble);
    return several.isEmpty()
        ? whole
        : whole.putAll("parts", several.stream().map(JsonReport::json).toList());
  }

  private static JsonLine json(Part part) {
    return new JsonLine()
        .put("device", part.device().toString())
        .put("reason", DeviceWords.reason(part));
  }

  /** How many files there are, which are named, and which is on its way. */
  private static JsonLine withFolder(JsonLine line, Subject subject, Tally tally) {
    if (subject.folder().isEmpty()) {
      return line.putNull("folder").putNull("part");
    }
    FolderSummary folder = subject.folder().get();
    line.put(
        "folder",
        new JsonLine()
            .put("files", folder.files())
            .put("folders", folder.folders())
            .put("hidden", folder.hidden())
            .put("first", folder.first())
            .put("first-hidden", folder.firstHidden()));
    return tally
        .file()
        .map(step ->
            line.put(
                "part",
                new JsonLine()
                    .put("file", step.name())
                    .put("number", step.number())
                    .put("of", step.of())))
        .orElseGet(() -> line.putNull("part"));
  }

  @Override
  public synchronized void remarks(Subject subject, List<String> all) {
    remarks.put(subject.id(), all);
  }

  @Override
  public synchronized void parts(Subject subject, List<Part> all) {
    parts.put(subject.id(), all);
  }

  @Override
  public void trouble(Trouble trouble) {
    print(withError(new JsonLine().put("time", time()), Optional.of(trouble)));
    error(Sentences.error(trouble));
  }

  private static JsonLine withError(JsonLine line, Optional<Trouble> trouble) {
    return trouble
        .map(t ->
            line.put(
                "error",
                new JsonLine()
                    .put("what", t.what())
                    .put("side", word(t.side()))
                    .put("next", t.next())))
        .orElseGet(() -> line.putNull("error"));
  }

  @Override
  public <T> Optional<T> ask(String prompt, Supplier<Optional<T>> answer) {
    err.print(prompt);
    err.flush();
    return answer.get();
  }

  /** What programs read of where something failed. */
  public static String word(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  /** What programs read of how far a file is known to be right. */
  public static String word(Verified how) {
    return switch (how) {
      case HASH -> "hash";
      case WEAK_HASH -> "weak-hash";
      case TAG -> "tag";
      case SIZE_ONLY -> "size";
      case SENT_ONLY -> "sent";
    };
  }

  private String time() {
    return TIME.format(clock.instant());
  }

  private void print(JsonLine line) {
    out.println(line);
    out.flush();
  }

  private void error(String line) {
    err.println(line);
    err.flush();
  }
}
