package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.EndReason.Completed;
import dev.ferry.Progress;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells a log or a pipe: plain lines, progress every few seconds. */
public final class PlainReport implements Report {
  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(5);

  /** What was told of one transfer, and when its progress was told last. */
  private record Told(Tally tally, Instant progress, String stage) {}

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;
  private final Sentences sentences = new Sentences(Style.PLAIN);
  private final Map<String, Told> told = new HashMap<>();

  public PlainReport(PrintStream out, PrintStream err, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void ready(String self, String sentence) {
    notice(sentence);
  }

  @Override
  public void notice(String sentence) {
    print(List.of(Terminal.escape(sentence)));
  }

  @Override
  public void offer(Subject subject, Assurance assurance) {
    print(sentences.offer(subject, assurance));
  }

  @Override
  public synchronized void state(Subject subject, TransferState state) {
    Instant now = clock.instant();
    Told before = told.getOrDefault(subject.id(), new Told(Tally.NOTHING, Instant.MIN, ""));
    Tally tally = before.tally().with(state, subject.size(), now);
    String stage = stage(subject, state, tally);
    boolean due = before.progress().isBefore(now.minus(BETWEEN_PROGRESS));
    boolean flows = state instanceof TransferState.Flowing f && !isResuming(f.progress());
    if (!stage.isEmpty() && (flows ? due : !stage.equals(before.stage()))) {
      print(List.of(Sentences.file(subject) + ": " + stage));
      told.put(subject.id(), new Told(tally, flows ? now : before.progress(), stage));
    } else {
      told.put(subject.id(), new Told(tally, before.progress(), before.stage()));
    }
    if (state instanceof Ended ended) {
      told.remove(subject.id());
      end(subject, ended, tally, now);
    }
  }

  private static String stage(Subject subject, TransferState state, Tally tally) {
    return switch (state) {
      case TransferState.Preparing p -> "";
      case TransferState.Offered o -> "offered";
      case TransferState.Connecting c -> "connecting";
      case TransferState.Flowing f when isResuming(f.progress()) ->
          "resumed at " + Units.bytes(tally.bytes(), subject.size()) + ", " + f.route();
      case TransferState.Flowing f ->
          Units.bytes(tally.bytes(), subject.size())
              + (tally.rate() > 0 ? ", " + Units.rate(tally.rate()) : "")
              + ", "
              + f.route()
              + tally.file().map(FolderWords::step).orElse("");
      case TransferState.Verifying v -> "verifying";
      case TransferState.Paused(String why) -> "paused: " + Terminal.escape(why);
      case Ended e -> "";
    };
  }

  private static boolean isResuming(Progress progress) {
    return progress.from() > 0 && progress.bytes() == progress.from();
  }

  private void end(Subject subject, Ended ended, Tally tally, Instant now) {
    if (ended.reason() instanceof Completed completed) {
      print(sentences.completed(subject, completed, ended.stored(), tally, now, Integer.MAX_VALUE));
    } else {
      print(List.of(sentences.failed(subject, ended.reason())));
      Outcome.of(ended.reason(), subject.direction(), subject.peer())
          .trouble()
          .filter(trouble -> !Sentences.isOwnNo(subject, ended.reason()))
          .ifPresent(trouble -> error(Sentences.error(subject, trouble)));
    }
  }

  @Override
  public void remarks(Subject subject, List<String> remarks) {
    List<String> lines = new ArrayList<>(List.of(Sentences.file(subject) + ":"));
    remarks.forEach(words -> lines.add(FolderWords.remark(words)));
    print(lines);
  }

  @Override
  public void trouble(Trouble trouble) {
    error(Sentences.error(trouble));
  }

  @Override
  public <T> Optional<T> ask(String prompt, Supplier<Optional<T>> answer) {
    err.print(prompt);
    err.flush();
    return answer.get();
  }

  private void print(List<String> lines) {
    out.println(String.join(System.lineSeparator(), lines));
    out.flush();
  }

  private void error(String line) {
    err.println(line);
    err.flush();
  }
}
