package dev.ferry.transfer;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.Part;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.content.Copied;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.swarm.Gathering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A file that is fetched from all devices that may have it, several at once. {@link #run} is its
 * own task; anybody may cancel it, or bring it one more device.
 */
final class SeveralSources implements Ongoing {
  /** Begins to take chunks from a device. */
  interface Lane {
    Ongoing from(Candidate whom, Gathering gathering, Watcher watcher);
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final LiveTransfer transfer;
  private final Gathering gathering;
  private final Lane lane;
  private final GatheringWork work;
  private final Supplier<Optional<FileSource>> stored;
  private final long patience;

  // Guarded by the monitor.
  private final Roster roster;
  private Optional<Flowing> flowing = Optional.empty();
  private boolean cancelled;
  private boolean suspended;
  private int changes;

  /**
   * @param making makes what the sources give to
   * @param stored where the file is found once it is here
   * @param patience for how long after the last chunk those that were lost are tried again when
   *     there is no other
   */
  SeveralSources(
      Tasks tasks,
      LiveTransfer transfer,
      Function<Consumer<Copied>, Gathering> making,
      Lane lane,
      Supplier<Optional<FileSource>> stored,
      Duration patience) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.transfer = transfer;
    this.gathering = making.apply(this::progress);
    this.roster = new Roster(gathering.mostSources());
    this.lane = lane;
    this.patience = patience.toNanos();
    this.work = new GatheringWork(tasks, gathering, transfer.file(), () -> changed(() -> {}));
    this.stored = stored;
    transfer.partsFrom(this::parts);
  }

  Gathering gathering() {
    return gathering;
  }

  /** One more device that may have it; of too many the last are left out. */
  void add(Candidate one) {
    changed(() -> roster.add(one));
  }

  /** One that was tried before is there again. */
  void addAgain(Candidate one) {
    changed(() -> roster.addAgain(one));
  }

  /**
   * Fetches.
   *
   * @return false, the transfer not having ended, when all that could be asked give it in one go
   *     only
   */
  boolean run() throws InterruptedException {
    Ended end = new Ended(new Cancelled(Side.HERE));
    boolean fetched = false;
    boolean onlyWhole = false;
    TaskHandle gathers = tasks.fork("gather " + transfer.id(), work::run);
    try {
      end = fetch();
      fetched = true;
    } finally {
      gathering.stop();
      gathers.join();
      work.putAway(end.reason());
      onlyWhole = fetched && isOnlyWhole(end.reason());
      if (onlyWhole && isCancelled()) {
        onlyWhole = false;
        end = new Ended(new Cancelled(Side.HERE));
      }
      if (!onlyWhole) {
        transfer.show(end);
      }
      work.finish(end.reason(), stored);
      running(end.reason()).forEach(Ongoing::cancel);
    }
    return !onlyWhole;
  }

  private boolean isOnlyWhole(EndReason why) {
    boolean[] only = {false};
    monitor.change(() -> only[0] = roster.anyOnlyWhole());
    return only[0] && !work.hasBegun() && !(why instanceof Cancelled);
  }

  private boolean isCancelled() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = cancelled);
    return now[0];
  }

  private Ended fetch() throws InterruptedException {
    long begun = tasks.now();
    while (true) {
      int seen = changes();
      if (!work.isSettled()) {
        begin();
      }
      long now = tasks.now();
      long until = Math.max(begun, gathering.lastMoved()) + patience;
      boolean late = now >= until;
      Optional<Ended> end = end(late);
      if (end.isPresent()) {
        return end.get();
      }
      var _ = monitor.await(() -> changes != seen, Math.min(late ? Tasks.NEVER : until, next(now)));
    }
  }

  private int changes() {
    int[] now = {0};
    monitor.change(() -> now[0] = changes);
    return now[0];
  }

  private void changed(Runnable change) {
    monitor.change(() -> {
      change.run();
      changes++;
    });
  }

  /** Asks as many as may be asked at a time. */
  private void begin() {
    List<Candidate> chosen = new ArrayList<>();
    long now = tasks.now();
    monitor.change(() -> {
      if (!cancelled) {
        chosen.addAll(roster.choose(now));
      }
    });
    for (Candidate one : chosen) {
      Ongoing started = lane.from(one, gathering, state -> shows(one, state));
      boolean[] late = {false, false};
      monitor.change(() -> {
        late[0] = cancelled;
        late[1] = suspended;
        if (one.isBusy()) {
          one.by(started);
        }
      });
      if (late[0]) {
        started.cancel();
      } else if (late[1]) {
        started.suspend();
      }
    }
  }

  private void shows(Candidate one, TransferState state) {
    long now = tasks.now();
    boolean[] first = {false};
    changed(() -> {
      one.shows(state, now);
      first[0] = flowing.isEmpty() && state instanceof TransferState.Connecting;
      if (state instanceof Flowing flows) {
        flowing = Optional.of(flows);
      }
    });
    if (first[0]) {
      transfer.show(state);
    }
  }

  private void progress(Copied copied) {
    Optional<Flowing> way = flowing();
    long size = transfer.file().size();
    var progress = new Progress(copied.bytes(), size, 0, copied.bytesPerSecond(), copied.file());
    Route route = way.map(Flowing::route).orElse(Route.ICE);
    Assurance assurance = way.map(Flowing::assurance).orElse(Assurance.NONE);
    transfer.show(
        copied.bytes() < size
            ? new Flowing(progress, route, assurance)
            : new TransferState.Verifying(route));
  }

  /** When somebody who rests may be asked again. */
  private long next(long now) {
    long[] next = {Tasks.NEVER};
    monitor.change(() -> next[0] = roster.next(now));
    return next[0];
  }

  /** How it has ended, if it has; when it is late nobody is asked again any more. */
  private Optional<Ended> end(boolean late) throws InterruptedException {
    boolean[] idle = {false};
    List<Optional<Ended>> hopeless = new ArrayList<>(1);
    monitor.change(() -> {
      idle[0] = roster.isIdle();
      if (roster.isIdle() && (late || !roster.hasHope())) {
        hopeless.add(roster.best());
      }
    });
    if (isCancelled()) {
      return Optional.of(new Ended(new Cancelled(Side.HERE)));
    }
    if (work.isSettled()) {
      return Optional.of(work.end(flowing()));
    }
    if (!hopeless.isEmpty()) {
      return Optional.of(
          new Ended(
              hopeless
                  .getFirst()
                  .map(Ended::reason)
                  .orElseGet(() -> new EndReason.Unreachable("no device that has it is known"))));
    }
    if (idle[0]) {
      transfer.show(new Paused("those who have the file cannot be reached"));
    }
    return Optional.empty();
  }

  private Optional<Flowing> flowing() {
    List<Flowing> way = new ArrayList<>(1);
    monitor.change(() -> flowing.ifPresent(way::add));
    return way.stream().findFirst();
  }

  /** Who is asked, unless all is well: then they part by themselves. */
  private List<Ongoing> running(EndReason why) {
    return why instanceof EndReason.Completed ? List.of() : lanes();
  }

  private List<Part> parts() {
    List<Part> all = new ArrayList<>();
    monitor.change(() -> all.addAll(roster.parts()));
    return all;
  }

  @Override
  public void suspend() {
    changed(() -> suspended = true);
    lanes().forEach(Ongoing::suspend);
  }

  @Override
  public void resume() {
    changed(() -> suspended = false);
    lanes().forEach(Ongoing::resume);
  }

  private List<Ongoing> lanes() {
    List<Ongoing> all = new ArrayList<>();
    monitor.change(() -> all.addAll(roster.lanes()));
    return all;
  }

  @Override
  public void cancel() {
    changed(() -> cancelled = true);
  }
}
