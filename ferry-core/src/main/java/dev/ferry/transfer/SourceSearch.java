package dev.ferry.transfer;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Current;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileVault;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.swarm.Gathering;
import dev.ferry.swarm.TreeSums;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks for the devices that may have a file that was offered once: those of the account that
 * offered it, and the others of one's own. Where there are several, all are asked.
 */
record SourceSearch(
    World world,
    Negotiation negotiation,
    Holdings holdings,
    LiveTransfer transfer,
    Optional<String> publication) {
  private static final long LOOK_UP = 20_000_000_000L;

  /** Whether there may be several, and the file can be divided among them. */
  static boolean mayHelp(LiveTransfer transfer) {
    return transfer.peer() instanceof Peer.Account
        && TreeSums.plan(transfer.file().size()).isPresent();
  }

  /**
   * Begins; returns at once.
   *
   * @param keepAsking for how long after the last byte
   * @param alone begins to ask one device after another, where several are of no use
   */
  Ongoing begin(TaskScope scope, FileVault into, Duration keepAsking, Supplier<Ongoing> alone) {
    Current current = new Current(tasks());
    try {
      scope.fork("sources of " + transfer.id(), () -> search(current, into, keepAsking, alone));
    } catch (ScopeClosed closed) {
      stopped();
    }
    return current;
  }

  private Tasks tasks() {
    return world.tasks();
  }

  private void search(Current current, FileVault into, Duration keepAsking, Supplier<Ongoing> alone)
      throws InterruptedException {
    boolean begun = false;
    try {
      transfer.show(new TransferState.Preparing());
      List<Candidate> found = candidates();
      boolean several =
          found.size() > 1 || PiecePlace.isBegun(into, transfer.peer(), transfer.file());
      if (!current.isCancelled()) {
        begun = true;
        if (!several || !fetched(current, found, sources(into, this::lane, keepAsking))) {
          current.is(alone.get());
        }
      }
    } finally {
      if (!begun) {
        stopped();
      }
    }
  }

  private List<Candidate> candidates() throws InterruptedException {
    List<Candidate> found = new ArrayList<>();
    Peer own = account(negotiation.self());
    for (Peer whose : List.of(transfer.peer(), own)) {
      negotiation
          .devices(whose, tasks().in(LOOK_UP))
          .forEach(device -> found.add(new Candidate(device, true)));
    }
    return found;
  }

  static Peer account(Peer device) {
    return switch (device) {
      case Peer.Account(var id, _) -> Peer.Account.of(id);
      case Peer.Xmpp(var jid) -> new Peer.Xmpp(jid.bare());
    };
  }

  /**
   * What fetches it.
   *
   * @param lane begins to take chunks from a device
   * @param patience for how long after the last chunk
   */
  SeveralSources sources(FileVault into, SeveralSources.Lane lane, Duration patience) {
    FileOffer file = transfer.file();
    return new SeveralSources(
        tasks(),
        transfer,
        progress ->
            new Gathering(
                tasks(),
                TreeSums.plan(file.size()).orElseThrow(),
                file.hashes(),
                new PiecePlace(into, transfer.peer(), file),
                bound -> drawn(world.random(), bound),
                progress),
        lane,
        () -> holdings.stored(publication),
        patience);
  }

  /** Asks a device for chunks. */
  Ongoing lane(Candidate whom, Gathering gathering, Optional<Group> group, Watcher watcher) {
    return negotiation.request(
        whom.device(),
        transfer.file(),
        publication,
        group,
        () -> new SourceCargo(tasks(), gathering, whom.isTrusted()),
        watcher);
  }

  private Ongoing lane(Candidate whom, Gathering gathering, Watcher watcher) {
    return lane(whom, gathering, Optional.empty(), watcher);
  }

  private boolean fetched(Current current, List<Candidate> found, SeveralSources sources)
      throws InterruptedException {
    found.forEach(sources::add);
    var coming = new Holdings.Coming(transfer.file(), sources.gathering(), Optional.empty());
    holdings.comes(publication, coming);
    current.is(sources);
    try {
      return sources.run();
    } finally {
      holdings.comesNoMore(coming);
    }
  }

  /** A number below the bound, each as likely as the others, or nearly. */
  private static int drawn(Randomness random, int bound) {
    byte[] bytes = new byte[Integer.BYTES];
    random.fill(bytes);
    return Math.floorMod(ByteBuffer.wrap(bytes).getInt(), bound);
  }

  private void stopped() {
    transfer.show(new Ended(new Cancelled(Side.HERE)));
  }
}
