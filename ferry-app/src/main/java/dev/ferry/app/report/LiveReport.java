package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.EndReason.Completed;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.terminal.Screen;
import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Terminal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells a person at a terminal: one live line a file, replaced by what came of it. */
public final class LiveReport implements Report {
  private final Screen screen;
  private final Sentences sentences;
  private final ProgressLine line;
  private final InstantSource clock;
  private final Map<String, Tally> tallies = new HashMap<>();

  public LiveReport(Screen screen, Style style, InstantSource clock) {
    this.screen = screen;
    this.sentences = new Sentences(style);
    this.line = new ProgressLine(style);
    this.clock = clock;
  }

  @Override
  public void ready(String self, String sentence) {
    notice(sentence);
  }

  @Override
  public void notice(String sentence) {
    screen.print(List.of(Terminal.escape(sentence)));
  }

  @Override
  public void offer(Subject subject, Assurance assurance) {
    screen.print(sentences.offer(subject, assurance));
  }

  @Override
  public void drawing(String drawing) {
    screen.print(List.of(drawing));
  }

  @Override
  public synchronized void state(Subject subject, TransferState state) {
    Instant now = clock.instant();
    Tally tally =
        tallies.getOrDefault(subject.id(), Tally.NOTHING).with(state, subject.size(), now);
    if (state instanceof Ended ended) {
      tallies.remove(subject.id());
      end(subject, ended, tally, now);
    } else {
      tallies.put(subject.id(), tally);
      screen.live(subject.id(), line.draw(subject, state, tally, screen.width()));
    }
  }

  private void end(Subject subject, Ended ended, Tally tally, Instant now) {
    if (ended.reason() instanceof Completed completed) {
      screen.settle(
          subject.id(),
          sentences.completed(subject, completed, ended.stored(), tally, now, screen.width()));
    } else {
      screen.settle(subject.id(), List.of(sentences.failed(subject, ended.reason())));
      Outcome.of(ended.reason(), subject.direction(), subject.peer())
          .trouble()
          .filter(trouble -> !Sentences.isOwnNo(subject, ended.reason()))
          .ifPresent(trouble -> screen.error(Sentences.error(subject, trouble)));
    }
  }

  @Override
  public void remarks(Subject subject, List<String> remarks) {
    List<String> lines = new ArrayList<>(List.of(Sentences.file(subject) + ":"));
    remarks.forEach(words -> lines.add(FolderWords.remark(words)));
    screen.print(lines);
  }

  @Override
  public void trouble(Trouble trouble) {
    screen.error(Sentences.error(trouble));
  }

  @Override
  public <T> Optional<T> ask(String prompt, Supplier<Optional<T>> answer) {
    return screen.ask(prompt, answer);
  }
}
