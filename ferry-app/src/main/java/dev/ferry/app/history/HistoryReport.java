package dev.ferry.app.history;

import dev.ferry.Assurance;
import dev.ferry.Part;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.report.Tally;
import dev.ferry.app.report.Trouble;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Notes each transfer in the history and tells another report. That a note cannot be written is
 * told once and stops no transfer. Any thread may call.
 */
public final class HistoryReport implements Report {
  private final Report told;
  private final Path folder;
  private final InstantSource clock;
  private final Map<String, Tally> running = new HashMap<>();
  private Optional<Journal> journal = Optional.empty();
  private boolean broken;

  /**
   * @param folder of the history; nothing is made in it before the first transfer
   */
  public HistoryReport(Report told, Path folder, InstantSource clock) {
    this.told = told;
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public void state(Subject subject, TransferState state) {
    note(subject, state);
    told.state(subject, state);
  }

  private synchronized void note(Subject subject, TransferState state) {
    if (!running.containsKey(subject.id())) {
      write(Note.begin(subject, clock.instant()));
    }
    Tally before = running.getOrDefault(subject.id(), Tally.NOTHING);
    Tally now = before.with(state, subject.size(), clock.instant());
    running.put(subject.id(), now);
    if (!now.route().equals(before.route()) || !now.assurance().equals(before.assurance())) {
      write(Note.way(subject, now, clock.instant()));
    }
    switch (state) {
      case TransferState.Paused(String why) ->
          write(Note.step(subject, "paused: " + why, now.bytes(), clock.instant()));
      case Ended ended -> {
        running.remove(subject.id());
        write(Note.end(subject, ended, now, clock.instant()));
      }
      case TransferState.Preparing s -> {}
      case TransferState.Offered s -> {}
      case TransferState.Connecting s -> {}
      case TransferState.Flowing s -> {}
      case TransferState.Verifying s -> {}
    }
  }

  @Override
  public void remarks(Subject subject, List<String> remarks) {
    synchronized (this) {
      for (String remark : remarks) {
        Tally now = running.getOrDefault(subject.id(), Tally.NOTHING);
        write(Note.step(subject, remark, now.bytes(), clock.instant()));
      }
    }
    told.remarks(subject, remarks);
  }

  @Override
  public void parts(Subject subject, List<Part> parts) {
    synchronized (this) {
      parts.forEach(part -> write(Note.part(subject, part, clock.instant())));
    }
    told.parts(subject, parts);
  }

  private void write(Json.Obj line) {
    if (broken) {
      return;
    }
    try {
      if (journal.isEmpty()) {
        // Its lock is held until the command ends.
        journal = Optional.of(Journal.begin(folder, clock.instant()));
      }
      journal.get().write(line);
    } catch (IOException e) {
      broken = true;
      told.notice("This is missing in the history, which cannot be written: " + e.getMessage());
    }
  }

  @Override
  public void ready(String self, String sentence) {
    told.ready(self, sentence);
  }

  @Override
  public void away(String why) {
    told.away(why);
  }

  @Override
  public void lost(String why) {
    told.lost(why);
  }

  @Override
  public void contact(String account, String standing, String sentence) {
    told.contact(account, standing, sentence);
  }

  @Override
  public void code(String code, String sentence) {
    told.code(code, sentence);
  }

  @Override
  public void notice(String sentence) {
    told.notice(sentence);
  }

  @Override
  public void offer(Subject subject, Assurance assurance) {
    told.offer(subject, assurance);
  }

  @Override
  public void drawing(String drawing) {
    told.drawing(drawing);
  }

  @Override
  public void trouble(Trouble trouble) {
    told.trouble(trouble);
  }

  @Override
  public <T> Optional<T> ask(String prompt, Supplier<Optional<T>> answer) {
    return told.ask(prompt, answer);
  }
}
