package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Failures;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.swarm.Gathering;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A gathering at work, and what is done with the file that comes of it. {@link #run} is a task of
 * its own; one other calls {@link #end} and {@link #putAway}; any may look.
 */
final class GatheringWork {
  private final Monitor monitor;
  private final Gathering gathering;
  private final FileOffer offer;
  private final Runnable settling;

  // Guarded by the monitor.
  private Optional<PartialFile> file = Optional.empty();
  private Optional<Hashes> gathered = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private boolean settled;

  /**
   * @param settling is told when it is settled
   */
  GatheringWork(Tasks tasks, Gathering gathering, FileOffer offer, Runnable settling) {
    this.monitor = tasks.monitor();
    this.gathering = gathering;
    this.offer = offer;
    this.settling = settling;
  }

  void run() throws InterruptedException {
    try {
      Optional<Hashes> all =
          gathering.run(opened -> monitor.change(() -> file = Optional.of(opened)));
      monitor.change(() -> gathered = all);
    } catch (IOException e) {
      monitor.change(() -> failure = Optional.of(e));
    } finally {
      monitor.change(() -> settled = true);
      settling.run();
    }
  }

  /** Whether nothing more is to be gathered, well or not. */
  boolean isSettled() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = settled);
    return now[0];
  }

  /** Whether anything has come. */
  boolean hasBegun() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = file.isPresent());
    return now[0];
  }

  /**
   * Stores what was gathered; after it is settled.
   *
   * @param way how it came, as far as that is known
   */
  Ended end(Optional<Flowing> way) {
    if (gathered.isEmpty()) {
      return new Ended(
          failure
              .map(Failures::ofContent)
              .orElseGet(() -> new EndReason.ConnectionLost("it was stopped")));
    }
    Hashes hashes = gathered.get();
    String sha256 = hashes.get(Hashes.SHA_256).orElse("");
    try {
      StoredFile stored = file.orElseThrow().publish(offer.modified());
      return new Ended(
          new EndReason.Completed(Verified.HASH, sha256),
          Optional.of(stored),
          way.map(Flowing::route),
          way.map(Flowing::assurance));
    } catch (IOException e) {
      return new Ended(Failures.ofStorage(e));
    }
  }

  /**
   * Sources learn that all is here, or that nothing comes of it.
   *
   * @param source where the file can be read from now on
   */
  void finish(EndReason why, Supplier<Optional<FileSource>> source) {
    if (why instanceof EndReason.Completed) {
      gathering.finish(gathered.orElseThrow(), source.get());
    } else {
      gathering.abandon();
    }
  }

  /** Keeps what came when that may be of use later. */
  void putAway(EndReason why) {
    List<PartialFile> left = new ArrayList<>(1);
    monitor.change(() -> file.ifPresent(left::add));
    if (why instanceof EndReason.Completed) {
      return;
    }
    left.forEach(f -> {
      if (Keeping.isWorthwhile(why)) {
        f.close();
      } else {
        f.discard();
      }
    });
  }
}
