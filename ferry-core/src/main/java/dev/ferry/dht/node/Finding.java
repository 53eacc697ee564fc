package dev.ferry.dht.node;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.value.Value;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What a get or a listen finds, as it comes; closing it ends the search. One task takes, any may
 * close. What is not taken waits, within limits: of more, the newest is lost.
 */
public final class Finding implements AutoCloseable {
  private static final int MOST = 4096;
  private static final long MOST_BYTES = 32L << 20;

  /** Something that was heard. */
  public sealed interface Heard {
    /** A value, each once. */
    record Found(Value value) implements Heard {}

    /** A value that was found lies there no more. */
    record Gone(long id) implements Heard {}
  }

  private final Monitor monitor;
  private final String what;
  private final Queue<Heard> waiting = new ArrayDeque<>();
  private Optional<Findings.Summary> summary = Optional.empty();
  private Runnable cancel = () -> {};
  private long bytes;
  private boolean closed;

  Finding(Tasks tasks, String what) {
    this.monitor = tasks.monitor();
    this.what = what;
  }

  /** Whoever is told by the node. */
  Findings findings() {
    return new Findings() {
      @Override
      public void found(Value value) {
        monitor.change(() -> add(new Heard.Found(value)));
      }

      @Override
      public void gone(long id) {
        monitor.change(() -> add(new Heard.Gone(id)));
      }

      @Override
      public void finished(Summary done) {
        monitor.change(() -> summary = Optional.of(done));
      }
    };
  }

  private static long size(Heard heard) {
    return heard instanceof Heard.Found(Value value) ? value.size() : 0;
  }

  private void add(Heard heard) {
    if (!closed && waiting.size() < MOST && bytes + size(heard) <= MOST_BYTES) {
      waiting.add(heard);
      bytes += size(heard);
    }
  }

  /** Says how to end the search. */
  void cancelledBy(Runnable action) {
    cancel = action;
  }

  /** The node was closed: nothing comes any more. */
  void end() {
    monitor.change(() -> closed = true);
  }

  /**
   * Waits for the next thing.
   *
   * @param deadline a value of {@link Tasks#now}
   * @return empty when the deadline came first, or nothing more will come
   */
  public Optional<Heard> next(long deadline) throws InterruptedException {
    List<Heard> taken = new ArrayList<>(1);
    monitor.await(
        () -> {
          Heard head = waiting.poll();
          if (head != null) {
            bytes -= size(head);
            taken.add(head);
          }
          return head != null || closed;
        },
        deadline);
    return taken.stream().findFirst();
  }

  /**
   * Waits until all that can be found is found, and takes it: for a listen, what was there already.
   *
   * @throws DhtException when no node answered or time was short; what was found by then is lost
   */
  public List<Value> all(long deadline) throws DhtException, InterruptedException {
    return all(value -> {}, deadline);
  }

  /**
   * The same, and tells of each value as it comes.
   *
   * @throws DhtException as {@link #all(long)}
   */
  public List<Value> all(Consumer<Value> each, long deadline)
      throws DhtException, InterruptedException {
    List<Value> values = new ArrayList<>();
    List<Value> more = new ArrayList<>();
    while (monitor.await(() -> takeValues(more) || summary.isPresent() || closed, deadline)
        && !more.isEmpty()) {
      more.forEach(each);
      values.addAll(more);
      more.clear();
    }
    check(values.isEmpty());
    return values;
  }

  private boolean takeValues(List<Value> into) {
    for (Heard heard : waiting) {
      if (heard instanceof Heard.Found(Value value)) {
        into.add(value);
      }
    }
    waiting.clear();
    bytes = 0;
    return !into.isEmpty();
  }

  private void check(boolean nothing) throws DhtException {
    Optional<Findings.Summary> done = summary();
    if (done.isEmpty()) {
      throw isClosed()
          ? new DhtException(Reason.CLOSED, what + ": the node here was closed")
          : new DhtException(
              Reason.TIMED_OUT,
              what + ": time was too short; allow more, or look whether this node is connected");
    }
    if (done.get().answered() == 0 && nothing) {
      throw new DhtException(
          Reason.UNREACHABLE,
          done.get().asked() == 0
              ? what
                  + ": no node of the DHT is known; check the bootstrap nodes and that UDP passes"
              : what + ": no node of the DHT answered; check that UDP passes");
    }
  }

  private boolean isClosed() {
    boolean[] is = {false};
    monitor.change(() -> is[0] = closed);
    return is[0];
  }

  /** What the search took, once it has ended; while listening, the first one. */
  public Optional<Findings.Summary> summary() {
    List<Findings.Summary> found = new ArrayList<>(1);
    monitor.change(() -> summary.ifPresent(found::add));
    return found.stream().findFirst();
  }

  @Override
  public void close() {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = !closed;
      closed = true;
      waiting.clear();
    });
    if (first[0]) {
      cancel.run();
    }
  }
}
