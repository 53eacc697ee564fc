package dev.ferry.peerlink.classic;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.content.Copied;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.Optional;

/**
 * One file with one device. {@link #run} is its own task, which waits for how it ends while the
 * work is done beside; it may be cancelled by any. The first reason wins.
 */
final class ClassicTask implements Negotiation.Ongoing {
  static final long SECOND = 1_000_000_000;
  private static final long STALL = 60 * SECOND;
  private static final int MOST_ENDS = 8;

  /** The link is TLS 1.3, and at its other end is a device that its account vouches for. */
  static final Assurance ASSURANCE =
      new Assurance(Assurance.Encryption.TLS, Assurance.Proof.ACCOUNT);

  /** What is done until the end; answers how it ended. */
  @FunctionalInterface
  interface Work {
    EndReason run() throws IOException, InterruptedException;
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final TaskScope scope;
  private final Mailbox<EndReason> ends;
  private boolean decided;
  private volatile Watcher watcher = state -> {};
  private volatile Optional<Cargo> cargo = Optional.empty();
  private volatile Optional<StoredFile> stored = Optional.empty();
  private volatile boolean flowed;
  private volatile boolean moving;
  private volatile long stirred;
  private volatile long size;
  private volatile long from;

  ClassicTask(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.scope = new TaskScope(tasks);
    this.ends = new Mailbox<>(tasks, MOST_ENDS);
  }

  /** Shows the states of this to somebody; before the first. */
  void shownTo(Watcher one) {
    watcher = one;
  }

  /** Does the work until it is done, or something else ends it. */
  void run(Work work) throws InterruptedException {
    EndReason why = new Cancelled(Side.HERE);
    try {
      scope.fork("classic exchange", () -> ends.force(done(work)));
      why = awaitEnd();
    } finally {
      end(why);
    }
  }

  /** Closes all there is, and shows how it ended. */
  void end(EndReason why) {
    scope.close();
    cargo.ifPresent(c -> c.putAway(why));
    watcher.show(
        new TransferState.Ended(
            why,
            stored,
            Optional.of(Route.ICE).filter(_ -> flowed),
            Optional.of(ASSURANCE).filter(_ -> flowed)));
  }

  private static EndReason done(Work work) throws InterruptedException {
    try {
      return work.run();
    } catch (IOException e) {
      return new ConnectionLost(Failures.words(e));
    }
  }

  private EndReason awaitEnd() throws InterruptedException {
    Optional<EndReason> end = Optional.empty();
    while (end.isEmpty()) {
      end = ends.take(tasks.in(STALL));
      if (end.isEmpty() && moving && tasks.now() - stirred >= STALL && claim()) {
        end = Optional.of(new TimedOut(Stage.STALL));
      }
    }
    return end.get();
  }

  /** Closes it when all is over. */
  ByteStream own(ByteStream stream) {
    return scope.own(stream);
  }

  /** Puts it away when all is over. */
  Cargo keep(Cargo one) {
    cargo = Optional.of(one);
    return one;
  }

  /**
   * From now on nothing changes how it ends but the work.
   *
   * @return false when something else has ended it already
   */
  boolean claim() {
    boolean[] mine = {false};
    monitor.change(() -> {
      mine[0] = !decided;
      decided = true;
    });
    return mine[0];
  }

  @Override
  public void cancel() {
    if (claim()) {
      ends.force(new Cancelled(Side.HERE));
    }
  }

  // What is shown.

  void show(TransferState state) {
    watcher.show(state);
  }

  /** Bytes flow, of a file of that size, beginning there in it. */
  void flowing(long bytes, long offset) {
    size = bytes;
    from = offset;
    flowed = true;
    stirred = tasks.now();
    moving = true;
    progress(new Copied(offset, 0));
  }

  void progress(Copied copied) {
    stirred = tasks.now();
    Progress progress =
        new Progress(copied.bytes(), size, from, copied.bytesPerSecond(), Optional.empty());
    show(new TransferState.Flowing(progress, Route.ICE, ASSURANCE));
  }

  void moved() {
    moving = false;
  }

  void stored(Optional<StoredFile> file) {
    stored = file;
  }
}
