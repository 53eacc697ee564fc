package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.identity.Chain;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Current;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Request.Kind;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.negotiation.Watcher;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.FileMessage.Want;
import dev.ferry.peerlink.files.Over.Ending;
import dev.ferry.port.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A request of ours for what a peer once offered. Of an account, one device after another is asked
 * until one has it; what is shown is one transfer.
 *
 * <p>{@link #run} is the request's own task; {@link #cancel} may come from any.
 */
final class OutgoingRequest implements Negotiation.Ongoing {
  private static final long LOOK_UP = 20_000_000_000L;

  private final Tasks tasks;
  private final Devices devices;
  private final Talks talks;
  private final Supplier<FileTask> fresh;
  private final Peer.Account whom;
  private final FileOffer file;
  private final Optional<String> publication;
  private final Optional<Group> group;
  private final Supplier<Cargo> cargoes;
  private final Watcher watcher;
  private final Current current;
  private Optional<TransferState.Ended> shown = Optional.empty();

  OutgoingRequest(
      Tasks tasks,
      Devices devices,
      Talks talks,
      Supplier<FileTask> fresh,
      Peer.Account whom,
      FileOffer file,
      Optional<String> publication,
      Optional<Group> group,
      Supplier<Cargo> cargoes,
      Watcher watcher) {
    this.tasks = tasks;
    this.devices = devices;
    this.talks = talks;
    this.fresh = fresh;
    this.whom = whom;
    this.file = file;
    this.publication = publication;
    this.group = group;
    this.cargoes = cargoes;
    this.watcher = watcher;
    this.current = new Current(tasks);
  }

  void run() throws InterruptedException {
    EndReason none = new Cancelled(Side.HERE);
    try {
      watcher.show(new TransferState.Preparing());
      List<Chain> all = devices.having(whom, publication, tasks.in(LOOK_UP));
      if (all.isEmpty()) {
        none = new Unreachable("no device of " + whom + " is known");
      }
      for (Chain each : all) {
        if (current.isCancelled() || !mayBeElsewhere()) {
          break;
        }
        ask(new Peer.Account(each.account(), Optional.of(each.device())));
      }
    } finally {
      EndReason why = none;
      watcher.show(shown.orElseGet(() -> new TransferState.Ended(why)));
    }
  }

  private boolean mayBeElsewhere() {
    return shown
        .map(end ->
            end.reason() instanceof Unreachable
                || (end.reason() instanceof StorageFailed(Side side, String _)
                    && side == Side.THERE))
        .orElse(true);
  }

  private void ask(Peer.Account device) throws InterruptedException {
    FileTask task = fresh.get();
    task.view().to(this::show);
    if (!talks.begin(task)) {
      return;
    }
    current.is(task);
    try {
      task.run(() -> want(device, task));
    } finally {
      talks.remove(task);
    }
  }

  private void show(TransferState state) {
    if (state instanceof TransferState.Ended ended) {
      // Who has changed or lost it says more than who is not there.
      boolean less = ended.reason() instanceof Unreachable && shown.isPresent();
      shown = less ? shown : Optional.of(ended);
    } else {
      watcher.show(state);
    }
  }

  private Ending want(Peer.Account device, FileTask task) throws Over, InterruptedException {
    Conversation talk = task.talk();
    Devices.Reached reached = devices.open(device, talk);
    talks.with(new Talks.Key(reached.peer().account(), reached.peer().device(), talk.id()), task);
    talk.say(new Want(wanted(reached.peer())));
    Offer offer = talk.hear(Offer.class, talk.patience().word().multipliedBy(2), Stage.OFFER);
    check(offer.file());
    task.view().about(file.size());
    task.view().via(Devices.route(reached.link()));
    return task.receive(
        new Receiving(
            talk,
            reached.link(),
            offer,
            file.hashes().and(offer.file().hashes()),
            task.keep(cargoes.get()),
            task.view()));
  }

  private Wanted wanted(Chain peer) {
    return new Wanted(
        file.folder().isPresent() ? Kind.FOLDER : Kind.FILE,
        publication,
        Optional.of(file.name()),
        OptionalLong.of(file.size()),
        file.hashes(),
        group.map(g -> g.claim(devices.self(), Devices.place(peer))));
  }

  private void check(FileOffer given) throws Over {
    boolean same = given.size() == file.size() && given.folder().equals(file.folder());
    if (!same) {
      throw Over.here(new PeerFault("the peer gives another file than the one asked for"));
    }
  }

  @Override
  public void cancel() {
    current.cancel();
  }
}
