package dev.ferry.node.outbox;

import dev.ferry.EndReason;
import dev.ferry.Ferry;
import dev.ferry.Side;
import dev.ferry.Standing;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.DeviceWords;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Subject;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.Following;
import dev.ferry.app.run.Item;
import dev.ferry.app.run.Unfinished;
import dev.ferry.node.Lanes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One letter on its way: tried until it is through or given up. Runs on a thread of its own. */
final class Errand implements Runnable {
  private static final long LOOK_AGAIN = 2000;

  /** What became of an attempt. */
  private sealed interface Result {
    record Over(Ended end) implements Result {}

    record Lost(String why) implements Result {}
  }

  private final Office office;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Letter letter;
  private Subject subject;
  private Optional<Transfer> running = Optional.empty();
  private boolean begun;
  private int tries;
  private boolean withdrawn;
  private boolean stopping;

  Errand(Office office, Letter letter, Subject subject) {
    this.office = office;
    this.letter = letter;
    this.subject = subject;
  }

  Letter letter() {
    lock.lock();
    try {
      return letter;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (!isOver()) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return stopping || office.isDone(letter.id());
    } finally {
      lock.unlock();
    }
  }

  private void step() throws InterruptedException {
    if (isWithdrawn()) {
      finish(new Ended(new EndReason.Cancelled(Side.HERE)));
      return;
    }
    if (letter().held()) {
      waits("paused here", true);
      return;
    }
    Optional<Ferry> ferry =
        office.ferry(letter.account()).filter(f -> f.standing() instanceof Standing.Reachable);
    if (ferry.isEmpty()) {
      waits(letter.account() + " is not online here", false);
      return;
    }
    Item item;
    try {
      item = item();
    } catch (IOException e) {
      unusable(Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
      return;
    }
    if (!office.gate().mayTry(letter.peer())) {
      waits("waiting for " + letter.peer() + " to be there", false);
      return;
    }
    switch (attempt(ferry.get(), item)) {
      case Result.Over(Ended end) -> finish(end);
      case Result.Lost(String why) -> lost(why);
    }
  }

  private Item item() throws IOException {
    Item item = Item.at(office.devices(), Path.of(letter.path()));
    // A folder may have changed: what is the same in it is not sent again.
    if (item.folder().isEmpty()
        && (item.size() != letter.size() || !item.modified().equals(letter.modified()))) {
      throw new IOException(letter.path() + " was changed since it was given to be sent");
    }
    return item;
  }

  private boolean isWithdrawn() {
    lock.lock();
    try {
      return withdrawn;
    } finally {
      lock.unlock();
    }
  }

  /** Shows that it waits, and looks again after a while, or when something changes. */
  private void waits(String why, boolean held) throws InterruptedException {
    office.waiting(letter(), subject, "waiting", why, held, tries);
    pause();
  }

  /** Nothing can be done before the user does something; a file that comes back is taken. */
  private void unusable(String why) throws InterruptedException {
    if (!letter.stays()) {
      var reason = new EndReason.StorageFailed(Side.HERE, why);
      finish(new Ended(reason));
      return;
    }
    office.waiting(letter(), subject, "unusable", why, false, tries);
    pause();
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      if (!stopping && !withdrawn) {
        boolean unused = changed.await(LOOK_AGAIN, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private Result attempt(Ferry ferry, Item item) throws InterruptedException {
    Lanes.Lane lane = office.lanes().take(Direction.OUT);
    try {
      Transfer transfer = item.send(ferry, letter.peer(), letter.how());
      begin(transfer);
      boolean[] reached = {false};
      Ended end = Following.follow(transfer, state -> seen(transfer, state, reached, lane));
      return result(end, reached[0]);
    } finally {
      end();
      office.gate().untried(letter.peer());
      lane.close();
    }
  }

  private void begin(Transfer transfer) {
    lock.lock();
    try {
      running = Optional.of(transfer);
      if (withdrawn || stopping || letter.held()) {
        transfer.cancel();
      }
    } finally {
      lock.unlock();
    }
    office.transfers().by(letter.id(), transfer);
  }

  private void end() {
    lock.lock();
    try {
      running = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Who is away is not told of in the history; an answer of theirs is where it begins. */
  private void seen(Transfer transfer, TransferState state, boolean[] reached, Lanes.Lane lane) {
    switch (state) {
      case TransferState.Preparing s -> {}
      case TransferState.Offered s -> {
        reach(reached);
        tell(state);
        // People take their time; a place is for what moves.
        lane.close();
      }
      case TransferState.Connecting s -> {
        reach(reached);
        tell(state);
      }
      case TransferState.Flowing s -> {
        reach(reached);
        tell(state);
      }
      case TransferState.Verifying s -> tell(state);
      case TransferState.Paused s -> {
        lane.close();
        tell(state);
      }
      case Ended s -> {
        List<String> remarks = new ArrayList<>(transfer.remarks());
        remarks.addAll(DeviceWords.of(transfer));
        if (begun && !remarks.isEmpty()) {
          office.report().remarks(subject, remarks);
        }
      }
    }
  }

  private void reach(boolean[] reached) {
    if (!reached[0]) {
      reached[0] = true;
      office.reached(letter);
    }
  }

  private void tell(TransferState state) {
    begun = true;
    office.report().state(subject, state);
  }

  private Result result(Ended end, boolean reached) {
    lock.lock();
    try {
      if (!withdrawn && (stopping || letter.held())) {
        return end.reason() instanceof EndReason.Completed
            ? new Result.Over(end)
            : new Result.Lost("paused here");
      }
    } finally {
      lock.unlock();
    }
    Outcome outcome = Outcome.of(end.reason(), Direction.OUT, subject.peer());
    if (!letter.stays() || !Unfinished.mayGoOn(end.reason())) {
      return new Result.Over(end);
    }
    if (!reached || end.reason() instanceof EndReason.Unreachable) {
      office.gate().missed(letter.peer());
    }
    return new Result.Lost(outcome.trouble().map(Trouble::what).orElse(outcome.word()));
  }

  private void lost(String why) throws InterruptedException {
    tries++;
    if (begun) {
      office.report().state(subject, new TransferState.Paused(why));
    }
    waits(why, letter().held());
  }

  private void finish(Ended end) {
    begun = true;
    office.report().state(subject, end);
    office.done(letter, end.reason() instanceof EndReason.Completed);
  }

  /** The user does not want it sent any more. */
  void withdraw() {
    lock.lock();
    try {
      withdrawn = true;
      running.ifPresent(Transfer::cancel);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The user pauses it, or goes on with it. */
  void hold(boolean held) throws IOException {
    lock.lock();
    try {
      letter = letter.holding(held);
      office.keep(letter);
      if (held) {
        running.ifPresent(Transfer::pause);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something has changed. */
  void nudge() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The node stops: what is under way is left so that it can be gone on with. */
  void stop() {
    lock.lock();
    try {
      stopping = true;
      running.ifPresent(Transfer::pause);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
