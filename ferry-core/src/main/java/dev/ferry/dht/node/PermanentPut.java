package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps a value on the nodes nearest to its key for as long as it is not cancelled: puts it again
 * before it expires, and at least every few minutes, since those nodes come and go. Of one task.
 */
final class PermanentPut implements Operation {
  private static final long SECOND = 1_000_000_000;

  /** How long before a value's end it is put again. */
  private static final long MARGIN = 10 * SECOND;

  private static final long LONGEST_PAUSE = 9 * 60 * SECOND;
  private static final long AFTER_FAILURE = 20 * SECOND;

  private final Parts parts;
  private final InfoHash key;
  private final Value value;
  private final Consumer<PutOperation.Result> first;
  private Optional<PutOperation> current = Optional.empty();
  private Optional<Agenda.Entry> timer = Optional.empty();
  private boolean told;
  private boolean over;

  /**
   * @param first is told when the value was put for the first time
   */
  PermanentPut(Parts parts, InfoHash key, Value value, Consumer<PutOperation.Result> first) {
    this.parts = parts;
    this.key = key;
    this.value = value;
    this.first = first;
  }

  @Override
  public void start() {
    if (over) {
      return;
    }
    PutOperation put = PutOperation.of(parts, key, value, this::done);
    current = Optional.of(put);
    put.start();
  }

  private void done(PutOperation.Result result) {
    if (over) {
      return;
    }
    long life = parts.kernel().config().types().of(value).life().toNanos();
    long pause = Math.max(SECOND, Math.min(life - MARGIN, LONGEST_PAUSE));
    long next = result.stored() == 0 ? Math.min(AFTER_FAILURE, pause) : pause;
    // Not all of those that began together go on together.
    timer =
        Optional.of(parts.kernel().in(next - parts.kernel().between(0, next / 10), this::start));
    if (!told) {
      told = true;
      first.accept(result);
    }
  }

  /** Its user hears that, and may let it go on. */
  @Override
  public void alone() {
    if (!told) {
      told = true;
      first.accept(new PutOperation.Result(0, 0));
    }
  }

  @Override
  public void restart() {
    timer.ifPresent(Agenda.Entry::cancel);
    current.ifPresent(PutOperation::cancel);
    start();
  }

  @Override
  public void cancel() {
    over = true;
    timer.ifPresent(Agenda.Entry::cancel);
    current.ifPresent(PutOperation::cancel);
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
