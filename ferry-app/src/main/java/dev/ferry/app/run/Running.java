package dev.ferry.app.run;

import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Subject;
import dev.ferry.app.terminal.Columns;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** The transfers that this process runs now. All methods may be called from any thread. */
public final class Running implements Controlled {
  private record Entry(Subject subject, Transfer transfer) {}

  private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();

  public synchronized void add(Subject subject, Transfer transfer) {
    entries.put(subject.id(), new Entry(subject, transfer));
  }

  public synchronized void remove(Subject subject) {
    entries.remove(subject.id());
  }

  /** Cancels one; answers whether it runs here. */
  @Override
  public boolean cancel(String id) {
    Optional<Transfer> found = find(id);
    found.ifPresent(Transfer::cancel);
    return found.isPresent();
  }

  /** Cancels all. */
  public void cancelAll() {
    snapshot().forEach(entry -> entry.transfer().cancel());
  }

  /** One line each, for people. */
  @Override
  public List<String> lines() {
    return snapshot().stream().map(Running::line).toList();
  }

  /** One JSON object each. */
  @Override
  public List<String> json() {
    return snapshot().stream().map(Running::jsonLine).toList();
  }

  private synchronized Optional<Transfer> find(String id) {
    return Optional.ofNullable(entries.get(id)).map(Entry::transfer);
  }

  private synchronized List<Entry> snapshot() {
    return new ArrayList<>(entries.values());
  }

  private static String line(Entry entry) {
    Subject subject = entry.subject();
    return Terminal.escape(subject.id())
        + "  "
        + Columns.fit(subject.direction().name().toLowerCase(Locale.ROOT), 3)
        + "  "
        + Columns.fit(word(entry.transfer().state()), 10)
        + "  "
        + Terminal.escape(subject.file(), 40)
        + " ("
        + Units.bytes(subject.size())
        + ")  "
        + Terminal.escape(subject.peer(), 60);
  }

  private static String jsonLine(Entry entry) {
    Subject subject = entry.subject();
    return new JsonLine()
        .put("transfer", subject.id())
        .put("direction", subject.direction().name().toLowerCase(Locale.ROOT))
        .put("state", word(entry.transfer().state()))
        .put("file", subject.file())
        .put("size", subject.size())
        .put("peer", subject.peer())
        .put("path", subject.path())
        .toString();
  }

  private static String word(TransferState state) {
    return switch (state) {
      case TransferState.Preparing p -> "preparing";
      case TransferState.Offered o -> "offered";
      case TransferState.Connecting c -> "connecting";
      case TransferState.Flowing f -> "flowing";
      case TransferState.Verifying v -> "verifying";
      case TransferState.Paused p -> "paused";
      case TransferState.Ended e -> "ended";
    };
  }
}
