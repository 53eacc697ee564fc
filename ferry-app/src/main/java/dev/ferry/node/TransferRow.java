package dev.ferry.node;

import dev.ferry.EndReason.Completed;
import dev.ferry.FolderSummary;
import dev.ferry.Part;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.app.report.JsonReport;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Subject;
import dev.ferry.app.report.Tally;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import dev.ferry.port.FileVault.StoredFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is shown of one transfer.
 *
 * @param account of this home
 * @param transfer what moves it now
 * @param state in the words of the API
 * @param why of a pause or a wait
 * @param held whether the user paused it
 */
record TransferRow(
    Subject subject,
    String account,
    Optional<String> message,
    Instant began,
    Optional<Transfer> transfer,
    Tally tally,
    String state,
    Optional<String> why,
    boolean held,
    List<String> remarks,
    Optional<Over> over) {

  /** How it ended. */
  record Over(Ended how, Instant at) {}

  static TransferRow of(Subject subject, String account, Optional<String> message, Instant began) {
    return new TransferRow(
        subject,
        account,
        message,
        began,
        Optional.empty(),
        Tally.NOTHING,
        "waiting",
        Optional.empty(),
        false,
        List.of(),
        Optional.empty());
  }

  TransferRow subject(Subject other) {
    return new TransferRow(
        other, account, message, began, transfer, tally, state, why, held, remarks, over);
  }

  TransferRow by(Transfer one) {
    return new TransferRow(
        subject, account, message, began, Optional.of(one), tally, state, why, held, remarks, over);
  }

  TransferRow remarked(List<String> more) {
    return new TransferRow(
        subject, account, message, began, transfer, tally, state, why, held, more, over);
  }

  TransferRow waiting(String reason, boolean byTheUser) {
    Tally still =
        new Tally(
            tally.bytes(),
            0,
            tally.route(),
            tally.assurance(),
            tally.flowingSince(),
            tally.file(),
            tally.offset(),
            tally.before());
    return new TransferRow(
        subject,
        account,
        message,
        began,
        Optional.empty(),
        still,
        byTheUser ? "paused" : "waiting",
        Optional.of(reason),
        byTheUser,
        remarks,
        Optional.empty());
  }

  /** The same in another state; a pause may be one that the user wanted. */
  TransferRow with(TransferState now, Instant at, boolean byTheUser) {
    return new TransferRow(
        subject,
        account,
        message,
        began,
        now instanceof Ended ? Optional.empty() : transfer,
        tally.with(now, subject.size(), at),
        word(now),
        now instanceof TransferState.Paused(String reason) ? Optional.of(reason) : Optional.empty(),
        byTheUser && now instanceof TransferState.Paused,
        remarks,
        now instanceof Ended ended ? Optional.of(new Over(ended, at)) : Optional.empty());
  }

  static String word(TransferState state) {
    return switch (state) {
      case TransferState.Preparing s -> "preparing";
      case TransferState.Offered s -> "offered";
      case TransferState.Connecting s -> "connecting";
      case Flowing s -> "flowing";
      case TransferState.Verifying s -> "verifying";
      case TransferState.Paused s -> "paused";
      case Ended s -> "ended";
    };
  }

  Json.Obj json() {
    Fields fields =
        new Fields()
            .put("id", subject.id())
            .put("direction", subject.direction().name().toLowerCase(Locale.ROOT))
            .put("account", account)
            .put("peer", subject.peer())
            .put("name", subject.called().equals(subject.peer()) ? "" : subject.called())
            .put("file", Terminal.escape(subject.file()))
            .put("size", subject.size())
            .put("bytes", tally.bytes())
            .put("state", state)
            .put("began", began)
            .put("parts", parts())
            .put("remarks", remarks.stream().map(Terminal::escape).toList())
            .put("why", why.map(Terminal::escape))
            .put("message", message.map(Terminal::escape));
    if (held) {
      fields.put("held", true);
    }
    if (state.equals("flowing") && tally.rate() > 0) {
      fields.put("rate", tally.rate());
      fields.put("left", Math.max(0, subject.size() - tally.bytes()) / tally.rate());
    }
    tally.route().ifPresent(route -> fields.put("route", route.toString()));
    tally
        .assurance()
        .ifPresent(how ->
            fields
                .put("encryption", how.encryption().toString())
                .put("proof", how.proof().toString()));
    subject.folder().ifPresent(folder -> fields.put("folder", folder(folder)));
    Optional<String> stored = over.flatMap(o -> o.how().stored()).map(StoredFile::path);
    fields.put("path", stored.or(subject::path));
    over.ifPresent(o -> end(fields, o));
    return fields.object();
  }

  private void end(Fields fields, Over ended) {
    Outcome outcome = Outcome.of(ended.how().reason(), subject.direction(), subject.peer());
    fields.put("ended", ended.at()).put("reason", outcome.word());
    if (ended.how().reason() instanceof Completed done) {
      fields.put("verified", JsonReport.word(done.how())).put("sha256", done.sha256());
    }
    outcome.trouble().ifPresent(trouble -> fields.put("error", trouble));
  }

  static Json.Obj folder(FolderSummary folder) {
    return new Fields()
        .put("files", folder.files())
        .put("folders", folder.folders())
        .put("hidden", folder.hidden())
        .put("first", folder.first().stream().map(Terminal::escape).toList())
        .object();
  }

  private Json.Arr parts() {
    List<Json> all = new ArrayList<>();
    for (Part part : transfer.map(Transfer::parts).orElse(List.of())) {
      Fields one =
          new Fields().put("device", part.device().toString()).put("state", word(part.state()));
      if (part.state() instanceof Flowing(var progress, var _, var _)) {
        one.put("bytes", progress.bytes());
      }
      if (part.state() instanceof Ended end) {
        one.put("reason", Outcome.of(end.reason(), subject.direction(), subject.peer()).word());
      }
      all.add(one.object());
    }
    return new Json.Arr(all);
  }
}
