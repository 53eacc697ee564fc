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
import dev.ferry.Verified;
import dev.ferry.content.Copied;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.swarm.Gathering;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file that is fetched from all devices that may have it, several at once. {@link #run} is its
 * own task; anybody may cancel it, or bring it one more device.
 */
final class SeveralSources implements Ongoing {
  /** Begins to take chunks from a device. */
  @FunctionalInterface
  interface Lane {
    Ongoing from(Candidate whom, Gathering gathering, Watcher watcher);
  }

  /** Learns that the file is here, before anybody else does. */
  @FunctionalInterface
  interface Arrived {
    Optional<FileSource> stored(StoredFile file, String sha256);
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final LiveTransfer transfer;
  private final Gathering gathering;
  private final Lane lane;
  private final Arrived arrived;
  private final long patience;

  // Guarded by the monitor.
  private final Roster roster;
  private Optional<PartialFile> file = Optional.empty();
  private Optional<Hashes> gathered = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private Optional<Flowing> flowing = Optional.empty();
  private boolean settled;
  private boolean cancelled;
  private int changes;

  /**
   * @param patience for how long after the last chunk those that were lost are tried again when
   *     there is no other
   */
  SeveralSources(
      Tasks tasks,
      LiveTransfer transfer,
      Making making,
      Lane lane,
      Arrived arrived,
      Duration patience) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.transfer = transfer;
    this.gathering = making.gathering(this::progress);
    this.roster = new Roster(gathering.mostSources());
    this.lane = lane;
    this.arrived = arrived;
    this.patience = patience.toNanos();
    transfer.partsFrom(this::parts);
  }

  /** Makes what the sources give to. */
  @FunctionalInterface
  interface Making {
    Gathering gathering(Consumer<Copied> progress);
  }

  Gathering gathering() {
    return gathering;
  }

  /** One more device that may have it; of too many the last are left out. */
  void add(Candidate one) {
    changed(() -> roster.add(one));
  }

  /**
   * Fetches.
   *
   * @return false, the transfer not having ended, when all that could be asked give it in one go
   *     only
   */
  boolean run() throws InterruptedException {
    Ended end = ended(new Cancelled(Side.HERE));
    boolean regular = false;
    TaskHandle work = tasks.fork("gather " + transfer.id(), this::gather);
    try {
      end = fetch();
      regular = true;
    } finally {
      gathering.stop();
      work.join();
      gathering.abandon();
      putAway(end.reason());
      running().forEach(Ongoing::cancel);
      if (!regular) {
        transfer.show(end);
      }
    }
    if (isOnlyWhole(end.reason())) {
      return false;
    }
    transfer.show(end);
    return true;
  }

  private boolean isOnlyWhole(EndReason why) {
    boolean[] only = {false};
    monitor.change(() -> only[0] =
            !cancelled
                && file.isEmpty()
                && roster.anyOnlyWhole());
    return only[0] && !(why instanceof Cancelled);
  }

  private void gather() throws InterruptedException {
    try {
      Optional<Hashes> all = gathering.run(f -> changed(() -> file = Optional.of(f)));
      changed(() -> gathered = all);
    } catch (IOException e) {
      changed(() -> failure = Optional.of(e));
    } finally {
      changed(() -> settled = true);
    }
  }

  private Ended fetch() throws InterruptedException {
    long begun = tasks.now();
    while (true) {
      int seen = changes();
      begin();
      long now = tasks.now();
      long until = Math.max(begun, gathering.lastMoved()) + patience;
      boolean late = now >= until;
      Optional<Ended> end = end(late);
      if (end.isPresent()) {
        return end.get();
      }
      boolean unused = monitor.await(() -> changes != seen, Math.min(late ? Tasks.NEVER : until, next(now)));
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
      if (!settled && !cancelled) {
        chosen.addAll(roster.choose(now));
      }
    });
    for (Candidate one : chosen) {
      Ongoing started = lane.from(one, gathering, state -> shows(one, state));
      boolean[] late = {false};
      monitor.change(() -> {
        late[0] = cancelled;
        if (one.isBusy()) {
          one.by(started);
        }
      });
      if (late[0]) {
        started.cancel();
      }
    }
  }

  private void shows(Candidate one, TransferState state) {
    long now = tasks.now();
    boolean[] first = {false};
    changed(() -> {
      one.shows(state, now);
      first[0] = flowing.isEmpty() && !settled && state instanceof TransferState.Connecting;
      if (state instanceof Flowing flows) {
        flowing = Optional.of(flows);
      }
    });
    if (first[0]) {
      transfer.show(state);
    }
  }

  private void progress(Copied copied) {
    List<Flowing> way = new ArrayList<>(1);
    monitor.change(() -> flowing.ifPresent(way::add));
    long size = transfer.file().size();
    var progress = new Progress(copied.bytes(), size, 0, copied.bytesPerSecond(), copied.file());
    Route route = way.stream().findFirst().map(Flowing::route).orElse(Route.ICE);
    Assurance assurance =
        way.stream().findFirst().map(Flowing::assurance).orElse(Assurance.NONE);
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

  /**
   * How it has ended, if it has.
   *
   * @param late whether nobody is asked again any more
   */
  private Optional<Ended> end(boolean late) throws InterruptedException {
    boolean[] now = {false, false, false};
    List<Optional<Ended>> hopeless = new ArrayList<>(1);
    monitor.change(() -> {
      now[0] = cancelled;
      now[1] = settled;
      now[2] = roster.isIdle();
      if (roster.isIdle() && (late || !roster.hasHope())) {
        hopeless.add(roster.best());
      }
    });
    if (now[0]) {
      return Optional.of(ended(new Cancelled(Side.HERE)));
    }
    if (now[1]) {
      return Optional.of(settledEnd());
    }
    if (!hopeless.isEmpty()) {
      return Optional.of(
          ended(
              hopeless
                  .getFirst()
                  .map(Ended::reason)
                  .orElseGet(() -> new EndReason.Unreachable("no device that has it is known"))));
    }
    if (now[2]) {
      transfer.show(new Paused("those who have the file cannot be reached"));
    }
    return Optional.empty();
  }

  private Ended settledEnd() throws InterruptedException {
    if (gathered.isEmpty()) {
      return ended(
          failure
              .map(Failures::ofContent)
              .orElseGet(() -> new EndReason.ConnectionLost("it was stopped")));
    }
    Hashes hashes = gathered.get();
    String sha256 = hashes.get(Hashes.SHA_256).orElse("");
    try {
      StoredFile stored = file.orElseThrow().publish(transfer.file().modified());
      gathering.finish(hashes, arrived.stored(stored, sha256));
      return new Ended(
          new EndReason.Completed(Verified.HASH, sha256),
          Optional.of(stored),
          flowing.map(Flowing::route),
          flowing.map(Flowing::assurance));
    } catch (IOException e) {
      return ended(Failures.ofStorage(e));
    }
  }

  private static Ended ended(EndReason why) {
    return new Ended(why, Optional.empty(), Optional.empty());
  }

  private void putAway(EndReason why) {
    if (!(why instanceof EndReason.Completed)) {
      file.ifPresent(f -> {
        if (Keeping.isWorthwhile(why)) {
          f.close();
        } else {
          f.discard();
        }
      });
    }
  }

  /** Who is asked, unless all is well: then they part by themselves. */
  private List<Ongoing> running() {
    List<Ongoing> all = new ArrayList<>();
    monitor.change(() -> {
      if (gathered.isEmpty()) {
        all.addAll(roster.lanes());
      }
    });
    return all;
  }

  private List<Part> parts() {
    List<Part> all = new ArrayList<>();
    monitor.change(() -> all.addAll(roster.parts()));
    return all;
  }

  @Override
  public void cancel() {
    changed(() -> cancelled = true);
  }
}
