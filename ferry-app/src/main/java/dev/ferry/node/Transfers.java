package dev.ferry.node;

import dev.ferry.Assurance;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.report.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The transfers of this run on the board. It is told of them as every report is; bytes that flow
 * are shown four times a second at most. Any thread may call.
 */
public final class Transfers implements Report {
  private static final System.Logger LOG = System.getLogger(Transfers.class.getName());
  private static final Duration BLINK = Duration.ofMillis(250);

  /** So many that have ended stay on the board; the history has them all. */
  private static final int ENDED = 500;

  private final Board board;
  private final InstantSource clock;
  private final Map<String, TransferRow> rows = new LinkedHashMap<>();
  private final Map<String, Instant> drawn = new LinkedHashMap<>();
  private final Queue<String> ended = new ArrayDeque<>();
  private final Set<String> held = new HashSet<>();
  private final AtomicLong numbers = new AtomicLong();

  public Transfers(Board board, InstantSource clock) {
    this.board = board;
    this.clock = clock;
  }

  /** A name for one more, which none of this home ever had. */
  public String newId() {
    return "transfer-" + numbers.incrementAndGet() + "@" + ProcessHandle.current().pid();
  }

  /** One that has not begun, or is begun again. */
  public void enter(Subject subject, String account, Optional<String> message) {
    change(
        subject.id(),
        Optional.of(TransferRow.of(subject, account, message, clock.instant())),
        row -> row.over().isPresent() ? row : row.subject(subject),
        true);
  }

  /** The transfer that moves it now. */
  public void by(String id, Transfer transfer) {
    change(id, Optional.empty(), row -> row.by(transfer), false);
  }

  /** It waits, and why. */
  public void waits(String id, String why, boolean held) {
    change(id, Optional.empty(), row -> row.waiting(why, held), true);
  }

  /** Notes that the user wants it paused, or no longer; the next pause is shown as theirs. */
  synchronized void hold(String id, boolean yes) {
    boolean _ = yes ? held.add(id) : held.remove(id);
  }

  private synchronized boolean isHeld(String id) {
    return held.contains(id);
  }

  /** The one that moves it now, if any does. */
  public synchronized Optional<Transfer> of(String id) {
    return Optional.ofNullable(rows.get(id)).flatMap(TransferRow::transfer);
  }

  synchronized Optional<TransferRow> row(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** Those that have not ended. */
  public synchronized List<String> running() {
    return rows.values().stream()
        .filter(row -> row.over().isEmpty())
        .map(row -> row.subject().id())
        .toList();
  }

  @Override
  public void state(Subject subject, TransferState state) {
    Instant now = clock.instant();
    change(
        subject.id(),
        Optional.of(TransferRow.of(subject, "", Optional.empty(), now)),
        row -> row.with(state, now, isHeld(subject.id())),
        !(state instanceof TransferState.Flowing));
    if (state instanceof Ended) {
      hold(subject.id(), false);
      forgetOldest(subject.id());
    }
  }

  private synchronized void forgetOldest(String id) {
    ended.remove(id);
    ended.add(id);
    if (ended.size() > ENDED) {
      String oldest = ended.remove();
      rows.remove(oldest);
      board.remove(Board.Kind.TRANSFER, oldest);
    }
  }

  @Override
  public void remarks(Subject subject, List<String> remarks) {
    change(subject.id(), Optional.empty(), row -> row.remarked(remarks), true);
  }

  private interface Change {
    TransferRow of(TransferRow row);
  }

  private synchronized void change(
      String id, Optional<TransferRow> first, Change change, boolean atOnce) {
    Optional<TransferRow> before = Optional.ofNullable(rows.get(id)).or(() -> first);
    if (before.isEmpty()) {
      return;
    }
    TransferRow row = change.of(before.get());
    rows.put(id, row);
    Instant now = clock.instant();
    Instant last = drawn.getOrDefault(id, Instant.MIN);
    if (atOnce || last.plus(BLINK).isBefore(now)) {
      drawn.put(id, now);
      board.put(Board.Kind.TRANSFER, id, row.json());
    }
    if (row.over().isPresent()) {
      drawn.remove(id);
    }
  }

  @Override
  public void ready(String self, String sentence) {}

  @Override
  public void notice(String sentence) {
    LOG.log(System.Logger.Level.INFO, sentence);
  }

  @Override
  public void offer(Subject subject, Assurance assurance) {}

  @Override
  public void trouble(Trouble trouble) {
    LOG.log(System.Logger.Level.WARNING, trouble.sentence());
  }

  @Override
  public <T> Optional<T> ask(String prompt, Supplier<Optional<T>> answer) {
    return Optional.empty();
  }
}
