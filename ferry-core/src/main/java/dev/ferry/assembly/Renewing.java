package dev.ferry.assembly;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Task;
import dev.ferry.port.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The negotiation of an account over one link after another. When a link is lost for good its
 * sessions end by themselves, those that flow on carriers of their own when these are through; what
 * begins meanwhile waits for the next link. Any task may call.
 */
final class Renewing implements Negotiation {
  private static final long LOOK_UP = 20_000_000_000L;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Arrival.Desk desk;
  private final TaskScope scope;
  private final List<Tenure> open = new ArrayList<>();
  private Optional<Tenure> standing = Optional.empty();
  private Optional<String> over = Optional.empty();
  private String absence = "not signed in yet";
  private Peer self;

  Renewing(Tasks tasks, Peer self, Arrival.Desk desk) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.self = self;
    this.desk = desk;
    this.scope = new TaskScope(tasks);
  }

  /** Takes up a link; what waited for one begins. */
  void begin(Tenure next) {
    boolean[] late = {false};
    monitor.change(() -> {
      late[0] = over.isPresent();
      if (!late[0]) {
        open.add(next);
        standing = Optional.of(next);
        self = next.negotiation().self();
      }
    });
    if (late[0]) {
      next.close();
    } else {
      desk.back(next.negotiation().self());
    }
  }

  /** The link is lost; whoever wants something new of it waits for another. */
  void lost(String why) {
    monitor.change(() -> {
      standing = Optional.empty();
      absence = why;
    });
    desk.away(why);
  }

  /** What the lost link still carries may end; then all of it is put away. */
  void retire(Tenure old) {
    try {
      scope.fork(
          "the end of a lost link",
          () -> {
            old.negotiation().awaitIdle();
            old.close();
            monitor.change(() -> open.remove(old));
          });
    } catch (ScopeClosed closed) {
      // Closed with all others.
    }
  }

  /** No link will follow. */
  void end(String why) {
    monitor.change(() -> over = over.or(() -> Optional.of(why)));
    desk.deserted(why);
  }

  /** A task that renews the links, ended before they are closed. */
  void keptBy(Task keeper) {
    scope.fork("renews the link of " + self(), keeper);
  }

  private Optional<Negotiation> now() {
    List<Negotiation> found = new ArrayList<>(1);
    monitor.change(() -> standing.map(Tenure::negotiation).ifPresent(found::add));
    return found.stream().findFirst();
  }

  /** Waits for a link; empty when none comes in time, or none any more. */
  private Optional<Negotiation> await(long deadline) throws InterruptedException {
    monitor.await(() -> standing.isPresent() || over.isPresent(), deadline);
    return now();
  }

  private EndReason absent() {
    String[] why = new String[1];
    monitor.change(() -> why[0] = over.orElse(absence));
    return new EndReason.ConnectionLost(why[0]);
  }

  @Override
  public boolean reaches(Peer peer) {
    return peer instanceof Peer.Xmpp;
  }

  @Override
  public Peer self() {
    Peer[] now = new Peer[1];
    monitor.change(() -> now[0] = self);
    return now[0];
  }

  @Override
  public List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    Optional<Negotiation> there = await(deadline);
    return there.isPresent() ? there.get().devices(peer, deadline) : List.of();
  }

  @Override
  public Takers takersOfFolders(Peer peer, long deadline) throws InterruptedException {
    Optional<Negotiation> there = await(deadline);
    return there.isPresent()
        ? there.get().takersOfFolders(peer, deadline)
        : new Takers(List.of(), List.of());
  }

  /** Without a link the offer waits for one, for as long as its sender keeps trying. */
  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    Optional<Negotiation> there = now();
    if (there.isPresent()) {
      return there.get().offer(to, file, options, cargo, watcher);
    }
    var undecided = new UndecidedOffer(tasks, cargo, watcher);
    Duration patience = options.keepTrying();
    later(
        "offer of " + file.name(),
        undecided,
        tasks.in(patience.isZero() ? LOOK_UP : patience.toNanos()),
        n -> undecided.by(() -> n.offer(to, file, options, cargo, watcher)));
    return undecided;
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    Optional<Negotiation> there = now();
    if (there.isPresent()) {
      return there.get().request(from, file, publication, cargo, watcher);
    }
    var undecided = new UndecidedOffer(tasks, Optional.empty(), watcher);
    later(
        "request for " + file.name(),
        undecided,
        tasks.in(LOOK_UP),
        n -> undecided.by(() -> n.request(from, file, publication, cargo, watcher)));
    return undecided;
  }

  private void later(
      String what, UndecidedOffer undecided, long deadline, Consumer<Negotiation> then) {
    try {
      undecided.decidedBy(
          scope.fork(
              what + " waits for a link",
              () -> {
                try {
                  await(deadline).ifPresentOrElse(then, () -> undecided.end(absent()));
                } finally {
                  undecided.end(new EndReason.Cancelled(Side.HERE));
                }
              }));
    } catch (ScopeClosed closed) {
      undecided.end(new EndReason.Cancelled(Side.HERE));
    }
  }

  /** Closes all links, those that are lost first: they only wait for their last sessions. */
  @Override
  public void close() {
    end("it was closed");
    List<Tenure> all = new ArrayList<>();
    monitor.change(() -> all.addAll(open));
    // Interrupts who waits for a link and who makes one; a link made at this moment is closed.
    scope.close();
    all.forEach(tenure -> tenure.negotiation().close());
    all.forEach(tenure -> tenure.below().close());
  }
}
