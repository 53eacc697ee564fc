package dev.ferry.app.history;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.Part;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.DeviceWords;
import dev.ferry.app.report.JsonReport;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Subject;
import dev.ferry.app.report.Tally;
import dev.ferry.app.report.Trouble;
import dev.ferry.json.Json;
import dev.ferry.port.FileVault.StoredFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines of a journal: objects with what has come to be known of a transfer. */
final class Note {
  static final String BEGIN = "begin";
  static final String WAY = "way";
  static final String STEP = "step";
  static final String PART = "part";
  static final String END = "end";

  private Note() {}

  /** A transfer is there. */
  static Json.Obj begin(Subject subject, Instant at) {
    Json.Obj line =
        line(BEGIN, subject, at)
            .with("direction", subject.direction().name().toLowerCase(Locale.ROOT))
            .with("peer", subject.peer())
            .with("file", subject.file())
            .with("size", Json.of(subject.size()));
    return with(line, "path", subject.path());
  }

  /** Its bytes take another way, or are protected otherwise. */
  static Json.Obj way(Subject subject, Tally tally, Instant at) {
    return withWay(line(WAY, subject, at).with("bytes", Json.of(tally.bytes())), tally);
  }

  /** Something happened on the way. */
  static Json.Obj step(Subject subject, String what, long bytes, Instant at) {
    return line(STEP, subject, at).with("what", what).with("bytes", Json.of(bytes));
  }

  /** How it has ended with one of several devices. */
  static Json.Obj part(Subject subject, Part part, Instant at) {
    return line(PART, subject, at)
        .with("device", part.device().toString())
        .with("reason", DeviceWords.reason(part));
  }

  /** It has ended. */
  static Json.Obj end(Subject subject, Ended ended, Tally tally, Instant at) {
    Outcome outcome = Outcome.of(ended.reason(), subject.direction(), subject.peer());
    Json.Obj line =
        withWay(line(END, subject, at), tally)
            .with("bytes", Json.of(tally.bytes()))
            .with("reason", outcome.word());
    line = with(line, "path", ended.stored().map(StoredFile::path).or(subject::path));
    if (ended.reason() instanceof EndReason.Completed done) {
      line = line.with("verified", JsonReport.word(done.how())).with("sha256", done.sha256());
    }
    if (ended.reason() instanceof EndReason.NoRoute(List<Attempt> attempts)) {
      line = line.with("tried", tried(attempts));
    }
    if (outcome.trouble().isPresent()) {
      Trouble trouble = outcome.trouble().get();
      line =
          line.with("what", trouble.what())
              .with("side", JsonReport.word(trouble.side()))
              .with("next", trouble.next());
    }
    return line;
  }

  private static Json.Arr tried(List<Attempt> attempts) {
    List<Json> all = new ArrayList<>();
    for (Attempt attempt : attempts) {
      all.add(new Json.Text(attempt.route() + ", " + attempt.what() + ": " + attempt.outcome()));
    }
    return new Json.Arr(all);
  }

  private static Json.Obj line(String kind, Subject subject, Instant at) {
    return Json.EMPTY
        .with("note", kind)
        .with("transfer", subject.id())
        .with("at", Json.of(at.toEpochMilli()));
  }

  private static Json.Obj withWay(Json.Obj line, Tally tally) {
    Json.Obj more = with(line, "route", tally.route().map(Object::toString));
    more = with(more, "encryption", tally.assurance().map(a -> a.encryption().toString()));
    return with(more, "proof", tally.assurance().map(a -> a.proof().toString()));
  }

  private static Json.Obj with(Json.Obj line, String name, Optional<String> value) {
    return value.map(text -> line.with(name, text)).orElse(line);
  }
}
