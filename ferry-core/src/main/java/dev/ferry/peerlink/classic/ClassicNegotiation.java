package dev.ferry.peerlink.classic;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Chain;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.peerlink.Reception;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.files.Acquaintances;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Single files with devices that are no Ferrys. A device is offered a file once there is a
 * connection with it; whoever knows more than this exchange is better offered it otherwise.
 */
public final class ClassicNegotiation implements Negotiation {
  static final int MOST_OF_ACCOUNT = 16;
  static final int MOST = 64;

  private static final String FAMILY = "file://";
  private static final long LARGEST_ID = 1L << 53;
  private static final long CONNECTING = 40 * ClassicTask.SECOND;
  private static final long LOOK_UP = 20 * ClassicTask.SECOND;

  private final World world;
  private final Tasks tasks;
  private final PeerLinks links;
  private final Chain own;
  private final Acquaintances known;
  private final Arrival.Desk desk;
  private final TaskScope scope;
  private final Monitor monitor;
  private final List<AccountId> incoming = new ArrayList<>();
  private int outgoing;

  private ClassicNegotiation(
      World world, PeerLinks links, Chain own, Acquaintances known, Arrival.Desk desk) {
    this.world = world;
    this.tasks = world.tasks();
    this.links = links;
    this.own = own;
    this.known = known;
    this.desk = desk;
    this.scope = new TaskScope(tasks);
    this.monitor = tasks.monitor();
  }

  /**
   * Begins to take what contacts offer.
   *
   * @param links closed by whoever opened them, after this
   * @param own what proves this device
   * @param desk told nothing of the end of this
   */
  public static ClassicNegotiation open(
      World world, PeerLinks links, Chain own, Acquaintances known, Arrival.Desk desk) {
    var made = new ClassicNegotiation(world, links, own, known, desk);
    Reception reception = links.attend(name -> name.startsWith(FAMILY) || PullName.isMeant(name));
    made.scope.fork("classic offers", () -> made.serve(reception));
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
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    ClassicTask task = new ClassicTask(tasks);
    task.shownTo(watcher);
    task.keep(cargo);
    if (file.folder().isPresent()) {
      task.end(new Unreachable(to + " takes single files only"));
    } else {
      begin(
          task,
          (Peer.Account) to,
          link -> new ClassicSending(tasks, link, FAMILY + drawn(), file, cargo, task).run());
    }
    return task;
  }

  /** The first device that can be reached is asked, since each has the same file. */
  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    ClassicTask task = new ClassicTask(tasks);
    task.shownTo(watcher);
    if (file.folder().isPresent() || publication.isEmpty()) {
      task.end(new Unreachable(from + " gives single files only, by the name of their offer"));
    } else {
      begin(
          task,
          (Peer.Account) from,
          link ->
              new PullAsking(
                      tasks,
                      link,
                      own.device(),
                      file,
                      publication.get(),
                      task.keep(cargo.get()),
                      task)
                  .run());
    }
    return task;
  }

  /** What is done once there is a connection. */
  @FunctionalInterface
  private interface Linked {
    EndReason run(ChannelLink link) throws IOException, InterruptedException;
  }

  private void begin(ClassicTask task, Peer.Account with, Linked work) {
    change(1);
    try {
      scope.fork(
          "classic exchange with " + with,
          () -> {
            try {
              task.run(() -> linked(with, work));
            } finally {
              change(-1);
            }
          });
    } catch (ScopeClosed closed) {
      change(-1);
      task.end(new Cancelled(Side.HERE));
    }
  }

  private EndReason linked(Peer.Account to, Linked work) throws InterruptedException {
    String why = "no device of " + to + " is known: it was never online, or is revoked";
    for (Chain peer : known.devices(to.id(), tasks.in(LOOK_UP))) {
      if (to.device().map(peer.device()::equals).orElse(true)) {
        try {
          return work.run(links.to(peer, tasks.in(CONNECTING)));
        } catch (IOException e) {
          why = String.valueOf(e.getMessage());
        }
      }
    }
    return new Unreachable(why);
  }

  private long drawn() {
    byte[] dice = new byte[Long.BYTES];
    world.random().fill(dice);
    return 1 + (ByteBuffer.wrap(dice).getLong() & (LARGEST_ID - 1));
  }

  private void serve(Reception reception) throws InterruptedException {
    while (true) {
      reception.next(Tasks.NEVER).ifPresent(this::asked);
    }
  }

  private void asked(Asked asked) {
    AccountId account = asked.peer().account();
    if (!mayTalk(account) || !admit(account)) {
      asked.request().decline();
      return;
    }
    ClassicTask task = new ClassicTask(tasks);
    ClassicTask.Work work = work(asked, task);
    try {
      scope.fork(
          "classic exchange with " + account,
          () -> {
            try {
              task.run(work);
            } finally {
              monitor.change(() -> incoming.remove(account));
            }
          });
    } catch (ScopeClosed closed) {
      asked.request().decline();
      monitor.change(() -> incoming.remove(account));
    }
  }

  /** An offer, or that a file is fetched: by the device that says so, and no other. */
  private ClassicTask.Work work(Asked asked, ClassicTask task) {
    String channel = asked.request().name();
    if (!PullName.isMeant(channel)) {
      return new ClassicReceiving(tasks, asked, known, desk, task)::run;
    }
    Optional<PullName> name =
        PullName.parse(channel).filter(n -> n.device().equals(asked.peer().device().longId()));
    if (name.isEmpty()) {
      return () -> {
        asked.request().decline();
        return new Declined();
      };
    }
    var serving = new PullServing(tasks, asked, name.get(), task);
    return () -> serving.run(desk);
  }

  private boolean mayTalk(AccountId account) {
    return known.isContact(account) || own.account().equals(account);
  }

  private boolean admit(AccountId account) {
    boolean[] free = {false};
    monitor.change(() -> {
      long ofAccount = incoming.stream().filter(account::equals).count();
      free[0] = incoming.size() < MOST && ofAccount < MOST_OF_ACCOUNT && incoming.add(account);
    });
    return free[0];
  }

  private void change(int more) {
    monitor.change(() -> outgoing += more);
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    monitor.await(() -> outgoing == 0 && incoming.isEmpty(), Tasks.NEVER);
  }

  @Override
  public void close() {
    scope.close();
  }
}
