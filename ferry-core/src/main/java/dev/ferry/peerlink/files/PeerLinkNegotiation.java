package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Chain;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.peerlink.Reception;
import dev.ferry.port.Task;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Files between devices without a server: offers them, takes those of contacts. */
public final class PeerLinkNegotiation implements Negotiation {
  private final World world;
  private final Tasks tasks;
  private final Chain own;
  private final Acquaintances known;
  private final Arrival.Desk desk;
  private final Devices devices;
  private final Talks talks;
  private final TaskScope scope;

  private PeerLinkNegotiation(
      World world, PeerLinks links, Chain own, Acquaintances known, Arrival.Desk desk) {
    this.world = world;
    this.tasks = world.tasks();
    this.own = own;
    this.known = known;
    this.desk = desk;
    this.devices = new Devices(tasks, links, own, known);
    this.talks = new Talks(tasks);
    this.scope = new TaskScope(tasks);
  }

  /**
   * Begins to serve the channels of files.
   *
   * @param links closed by whoever opened them, after this
   * @param own what proves this device
   * @param desk takes what contacts offer
   */
  public static PeerLinkNegotiation open(
      World world, PeerLinks links, Chain own, Acquaintances known, Arrival.Desk desk) {
    var made = new PeerLinkNegotiation(world, links, own, known, desk);
    Reception reception = links.attend(ChannelName::isOurs);
    made.scope.fork("channels of files", () -> made.serve(reception));
    return made;
  }

  @Override
  public boolean reaches(Peer peer) {
    return peer instanceof Peer.Account;
  }

  @Override
  public Peer self() {
    return new Peer.Account(own.account(), Optional.of(own.device()));
  }

  @Override
  public List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    return switch (peer) {
      case Peer.Xmpp _ -> List.of();
      case Peer.Account account when account.device().isPresent() -> List.of(peer);
      case Peer.Account account ->
          devices.of(account, deadline).stream()
              .<Peer>map(c -> new Peer.Account(c.account(), Optional.of(c.device())))
              .toList();
    };
  }

  @Override
  public Route reach(Peer device, long deadline) throws IOException, InterruptedException {
    return devices.reach((Peer.Account) device, deadline);
  }

  /** Every device that takes files at all takes folders. */
  @Override
  public Takers takersOfFolders(Peer peer, long deadline) throws InterruptedException {
    return new Takers(devices(peer, deadline), List.of());
  }

  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    FileTask task = fresh();
    task.view().to(watcher);
    var offer = new OutgoingOffer(devices, talks, (Peer.Account) to, file, options, task);
    if (!talks.begin(task) || !start(task, () -> task.run(() -> offer.run(cargo)))) {
      EndReason why = new Cancelled(Side.HERE);
      cargo.putAway(why);
      task.view().ended(why);
    }
    return task;
  }

  private FileTask fresh() {
    return new FileTask(world.random().token(ChannelName.ID_BYTES), tasks, Patience.standard());
  }

  private boolean start(FileTask task, Task body) {
    try {
      scope.fork(
          "file " + task.talk().id(),
          () -> {
            try {
              body.run();
            } finally {
              talks.remove(task);
            }
          });
      return true;
    } catch (ScopeClosed closed) {
      talks.remove(task);
      return false;
    }
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    return request(from, file, publication, Optional.empty(), cargo, watcher);
  }

  @Override
  public List<Peer> contacts() {
    return known.contacts().stream().<Peer>map(Peer.Account::of).toList();
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Optional<Group> group,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    var request =
        new OutgoingRequest(
            tasks,
            devices,
            talks,
            this::fresh,
            (Peer.Account) from,
            file,
            publication,
            group,
            cargo,
            watcher);
    talks.underway(1);
    try {
      scope.fork(
          "request for " + file.name(),
          () -> {
            try {
              request.run();
            } finally {
              talks.underway(-1);
            }
          });
    } catch (ScopeClosed closed) {
      talks.underway(-1);
      watcher.show(new TransferState.Ended(new Cancelled(Side.HERE)));
    }
    return request;
  }

  private void serve(Reception reception) throws InterruptedException {
    while (true) {
      reception.next(Tasks.NEVER).ifPresent(this::asked);
    }
  }

  /** A device asks for a channel; it must not wait here. */
  private void asked(Asked asked) {
    Optional<ChannelName> name = ChannelName.parse(asked.request().name());
    if (name.isEmpty() || !mayTalk(asked.peer().account())) {
      asked.request().decline();
      return;
    }
    var key = new Talks.Key(asked.peer().account(), asked.peer().device(), name.get().id());
    if (name.get().bytes()) {
      talks
          .find(key)
          .ifPresentOrElse(
              task -> task.talk().post(new FileEvent.Asked(asked.request())),
              asked.request()::decline);
    } else {
      begin(key, asked);
    }
  }

  private boolean mayTalk(AccountId account) {
    return known.isContact(account) || own.account().equals(account);
  }

  private void begin(Talks.Key key, Asked asked) {
    FileTask task = new FileTask(key.id(), tasks, Patience.standard());
    var incoming = new Incoming(tasks, asked, known, desk, task);
    if (!talks.admit(key, task) || !start(task, () -> task.run(incoming::run))) {
      asked.request().decline();
    }
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    talks.awaitIdle();
  }

  @Override
  public void close() {
    desk.deserted("it was closed");
    talks.end(scope);
  }
}
