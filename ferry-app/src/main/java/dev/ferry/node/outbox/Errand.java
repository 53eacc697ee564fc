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

/** One letter on its way: tried until it is through or given up. Runs on a thread of its own. */
final class Errand implements Runnable {
  private static final long LOOK_AGAIN = 2000;

  /** What became of an attempt. */
  private sealed interface Result {
    record Over(Ended end) implements Result {}

    record Lost(String why) implements Result {}
  }

  private final Office office;
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

  synchronized Letter letter() {
    return letter;
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

  private synchronized boolean isOver() {
    return stopping || office.isDone(letter.id());
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

  private synchronized boolean isWithdrawn() {
    return withdrawn;
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

  private synchronized void pause() throws InterruptedException {
    if (!stopping && !withdrawn) {
      wait(LOOK_AGAIN);
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
    synchronized (this) {
      running = Optional.of(transfer);
      if (withdrawn || stopping || letter.held()) {
        transfer.cancel();
      }
    }
    office.transfers().by(letter.id(), transfer);
  }

  private synchronized void end() {
    running = Optional.empty();
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

  /** Whether it stands still by what was said here, and is not given up. */
  private synchronized boolean isHeldHere() {
    return !withdrawn && (stopping || letter.held());
  }

  private Result result(Ended end, boolean reached) {
    if (isHeldHere()) {
      return end.reason() instanceof EndReason.Completed
          ? new Result.Over(end)
          : new Result.Lost("paused here");
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
  synchronized void withdraw() {
    withdrawn = true;
    running.ifPresent(Transfer::cancel);
    notifyAll();
  }

  /** The user pauses it, or goes on with it. */
  synchronized void hold(boolean held) throws IOException {
    letter = letter.holding(held);
    office.keep(letter);
    if (held) {
      running.ifPresent(Transfer::pause);
    }
    notifyAll();
  }

  /** Something has changed. */
  synchronized void nudge() {
    notifyAll();
  }

  /** The node stops: what is under way is left so that it can be gone on with. */
  synchronized void stop() {
    stopping = true;
    running.ifPresent(Transfer::pause);
    notifyAll();
  }
}
