package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.Peer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.content.Hashes;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileVault;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.swarm.Gathering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that was offered to several: it comes from its sender, and from all others that are
 * offered it and known here, which get from here what they lack. Any task may call.
 */
final class GroupReceiving implements Attempts {
  /** For how long those that were lost are tried again, however short the sender's own patience. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long LOOK_UP = 20_000_000_000L;

  private final SourceSearch search;
  private final Tasks tasks;
  private final Monitor monitor;
  private final TaskScope scope;
  private final Arrival first;
  private final Group group;
  private final LiveTransfer transfer;

  // Guarded by the monitor.
  private final Map<Arrival, Watcher> watchers = new IdentityHashMap<>();
  private final Map<Arrival, Ended> missed = new IdentityHashMap<>();
  private final Map<Candidate, Arrival> offers = new HashMap<>();
  private Optional<SeveralSources> sources = Optional.empty();
  private Optional<Ended> end = Optional.empty();
  private long ended;
  private boolean cancelled;

  /**
   * @param search makes what is fetched from several
   * @param scope where it is fetched
   */
  GroupReceiving(SourceSearch search, TaskScope scope, Arrival first, Group group) {
    this.search = search;
    this.tasks = search.world().tasks();
    this.monitor = tasks.monitor();
    this.scope = scope;
    this.first = first;
    this.group = group;
    this.transfer = search.transfer();
  }

  private Duration patience() {
    Duration theirs = first.comesAgain();
    return theirs.compareTo(PATIENCE) > 0 ? theirs : PATIENCE;
  }

  @Override
  public void accept(Destination into) {
    switch (into) {
      case Destination.OfFile(var _, FileVault vault) -> accept(vault);
      case Destination.OfFolder _ -> throw new IllegalStateException("a single file is offered");
    }
  }

  private void accept(FileVault vault) {
    SeveralSources several = search.sources(vault, this::lane, patience());
    Candidate sender = new Candidate(first.from(), true);
    boolean[] late = {false};
    monitor.change(() -> {
      late[0] = end.isPresent();
      if (!late[0]) {
        sources = Optional.of(several);
        offers.put(sender, first);
      }
    });
    if (late[0]) {
      return;
    }
    several.add(sender);
    try {
      scope.fork("gather " + transfer.id() + " of a group", () -> fetch(several));
      scope.fork("others of " + group, () -> find(several));
    } catch (ScopeClosed closed) {
      first.cancel();
    }
    if (isCancelled()) {
      several.cancel();
    }
  }

  private void fetch(SeveralSources several) throws InterruptedException {
    var coming = new Holdings.Coming(transfer.file(), several.gathering(), Optional.of(group));
    search.holdings().comes(first.publication(), coming);
    try {
      if (!several.run()) {
        transfer.show(new Ended(new EndReason.Unreachable("nobody gives single chunks of it")));
      }
    } finally {
      TransferState state = transfer.state();
      monitor.change(() -> {
        end = state instanceof Ended over ? Optional.of(over) : end;
        ended = tasks.now();
      });
      if (!(state instanceof Ended over && over.reason() instanceof Completed)) {
        search.holdings().comesNoMore(coming);
      }
    }
  }

  /** Looks for all others that may have it: of one's own, the sender's, and among the contacts. */
  private void find(SeveralSources several) throws InterruptedException {
    Negotiation negotiation = search.negotiation();
    List<Peer> whose = new ArrayList<>();
    whose.add(SourceSearch.account(negotiation.self()));
    negotiation.contacts().stream()
        .filter(peer -> peer instanceof Peer.Account account && group.has(account))
        .limit(Group.MOST)
        .forEach(whose::add);
    whose.add(SourceSearch.account(first.from()));
    for (Peer each : whose) {
      for (Peer device : negotiation.devices(each, tasks.in(LOOK_UP))) {
        several.add(new Candidate(device, false));
      }
    }
  }

  /** The sender gives what it offered; everybody else is asked. */
  private Ongoing lane(Candidate whom, Gathering gathering, Watcher watcher) {
    List<Arrival> offer = new ArrayList<>(1);
    monitor.change(() -> {
      Optional.ofNullable(offers.remove(whom)).ifPresent(offer::add);
      offer.forEach(arrival -> watchers.put(arrival, watcher));
    });
    if (offer.isEmpty()) {
      return search.lane(whom, gathering, Optional.of(group), watcher);
    }
    Arrival arrival = offer.getFirst();
    arrival.accept(new SourceCargo(tasks, gathering, whom.isTrusted()));
    // Its sender may have withdrawn it before anybody watched.
    List<Ended> before = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(missed.remove(arrival)).ifPresent(before::add));
    before.forEach(watcher::show);
    return arrival;
  }

  @Override
  public boolean isThis(Arrival arrival) {
    boolean[] open = {false};
    monitor.change(() -> open[0] = sources.isPresent());
    return open[0] && !isOver() && Sameness.of(first, arrival);
  }

  /** Once it is here, the sender may come again for as long as it said, to learn so. */
  @Override
  public boolean isOver() {
    long now = tasks.now();
    boolean[] over = {false};
    monitor.change(() -> {
      boolean stays =
          end.filter(e -> e.reason() instanceof Completed).isPresent()
              && now - ended < first.comesAgain().toNanos();
      over[0] = end.isPresent() && !stays;
    });
    return over[0];
  }

  @Override
  public void again(Arrival arrival) {
    List<Runnable> then = new ArrayList<>(1);
    monitor.change(() -> {
      if (end.isPresent()) {
        EndReason why = end.get().reason();
        then.add(why instanceof Completed done ? () -> confirm(arrival, done) : arrival::decline);
      } else {
        Candidate sender = new Candidate(arrival.from(), true);
        offers.put(sender, arrival);
        SeveralSources several = sources.orElseThrow();
        then.add(() -> several.addAgain(sender));
      }
    });
    then.forEach(Runnable::run);
  }

  private void confirm(Arrival arrival, Completed done) {
    Hashes computed = transfer.file().hashes().and(Hashes.of(Hashes.SHA_256, done.sha256()));
    arrival.accept(new StoredCargo(tasks, transfer.file().size(), computed));
  }

  @Override
  public Watcher watcher(Arrival arrival) {
    return state -> {
      List<Watcher> who = new ArrayList<>(1);
      boolean[] waiting = {false};
      monitor.change(() -> {
        Optional.ofNullable(watchers.get(arrival)).ifPresent(who::add);
        waiting[0] = sources.isEmpty() && arrival == first;
        if (who.isEmpty() && !waiting[0] && state instanceof Ended over) {
          missed.put(arrival, over);
        }
        end = end.or(() -> waiting[0] && state instanceof Ended e ? Optional.of(e) : end);
      });
      who.forEach(w -> w.show(state));
      if (waiting[0]) {
        transfer.show(state);
      }
    };
  }

  private boolean isCancelled() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = cancelled);
    return now[0];
  }

  @Override
  public void cancel() {
    List<SeveralSources> several = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      sources.ifPresent(several::add);
    });
    several.forEach(SeveralSources::cancel);
    if (several.isEmpty()) {
      first.cancel();
    }
  }

  @Override
  public void suspend() {
    several().forEach(Ongoing::suspend);
  }

  @Override
  public void resume() {
    several().forEach(Ongoing::resume);
  }

  private List<SeveralSources> several() {
    List<SeveralSources> several = new ArrayList<>(1);
    monitor.change(() -> sources.ifPresent(several::add));
    return several;
  }
}
