package dev.ferry.jingle;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that was shared by message, as an offer: a yes asks its owner for it, a no is told to
 * nobody. Any task may call.
 */
final class SharedArrival implements Arrival {
  private static final long LOOK_UP = 5_000_000_000L;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Peers peers;
  private final SharedFile shared;
  private final Asking asking;
  private Optional<Watcher> watcher = Optional.empty();
  private TransferState last = new TransferState.Offered();
  private Optional<Ongoing> request = Optional.empty();
  private boolean answered;
  private boolean cancelled;

  /** Asks the owner for the file. */
  @FunctionalInterface
  interface Asking {
    Ongoing request(SharedFile shared, Cargo cargo, Watcher watcher);
  }

  SharedArrival(Tasks tasks, Peers peers, SharedFile shared, Asking asking) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.peers = peers;
    this.shared = shared;
    this.asking = asking;
  }

  /** Who is told the states from now on; it may have been answered already. */
  void shownBy(Watcher one) {
    List<TransferState> missed = new ArrayList<>(1);
    monitor.change(() -> {
      watcher = Optional.of(one);
      missed.add(last);
    });
    missed.forEach(one::show);
  }

  private void show(TransferState state) {
    List<Watcher> who = new ArrayList<>(1);
    monitor.change(() -> {
      last = state;
      watcher.ifPresent(who::add);
    });
    who.forEach(w -> w.show(state));
  }

  boolean isOpen() {
    boolean[] open = {false};
    monitor.change(() -> open[0] = !answered);
    return open[0];
  }

  boolean isOf(SharedFile other) {
    return shared.owner().equals(other.owner()) && shared.id().equals(other.id());
  }

  @Override
  public Peer from() {
    return new Peer.Xmpp(shared.owner());
  }

  @Override
  public FileOffer file() {
    return shared.file();
  }

  @Override
  public Optional<String> publication() {
    return Optional.of(shared.id());
  }

  @Override
  public Optional<String> message() {
    return shared.words();
  }

  /** What the owner's session will protect is not known before there is one. */
  @Override
  public Assurance assurance() {
    return Assurance.NONE;
  }

  @Override
  public boolean fromContact() throws InterruptedException {
    return peers.isContact(shared.owner(), tasks.in(LOOK_UP));
  }

  @Override
  public void accept(Cargo cargo) {
    if (!isFirst()) {
      return;
    }
    Ongoing begun = asking.request(shared, cargo, this::show);
    boolean[] late = {false};
    monitor.change(() -> {
      request = Optional.of(begun);
      late[0] = cancelled;
    });
    if (late[0]) {
      begun.cancel();
    }
  }

  @Override
  public void decline() {
    end(new EndReason.Declined());
  }

  /** Ends it unless it was answered. */
  void end(EndReason why) {
    if (isFirst()) {
      show(new TransferState.Ended(why));
    }
  }

  @Override
  public void cancel() {
    end(new EndReason.Cancelled(Side.HERE));
    List<Ongoing> whom = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      request.ifPresent(whom::add);
    });
    whom.forEach(Ongoing::cancel);
  }

  private boolean isFirst() {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = !answered;
      answered = true;
    });
    return first[0];
  }
}
