package dev.ferry.assembly;

import dev.ferry.Encrypt;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.jingle.SecurityChoice;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.IqRouter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Offers each file by the protocol that its peer knows: Jingle where any of its devices has it,
 * else the old file transfer. What peers offer comes in over both.
 *
 * <p>Any task may call.
 */
final class XmppNegotiation implements Negotiation {
  private static final long LOOK_UP = 20_000_000_000L;

  private final Tasks tasks;
  private final IqRouter router;
  private final XmppPeers peers;
  private final Negotiation jingle;
  private final Negotiation si;
  private final SecurityChoice securities;
  private final TaskScope scope;
  private final Monitor monitor;
  private int deciding;

  /**
   * @param jingle also names this device, and answers for everything that only it can do
   * @param si offers to single devices
   * @param securities knows with whom bytes were encrypted before
   */
  XmppNegotiation(
      Tasks tasks,
      IqRouter router,
      XmppPeers peers,
      Negotiation jingle,
      Negotiation si,
      SecurityChoice securities) {
    this.tasks = tasks;
    this.router = router;
    this.peers = peers;
    this.jingle = jingle;
    this.si = si;
    this.securities = securities;
    this.scope = new TaskScope(tasks);
    this.monitor = tasks.monitor();
  }

  @Override
  public boolean reaches(Peer peer) {
    return jingle.reaches(peer);
  }

  @Override
  public Peer self() {
    return jingle.self();
  }

  /**
   * Where only the old protocol is known, the first device alone: nothing takes its offers back.
   */
  @Override
  public List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    Jid jid = ((Peer.Xmpp) peer).jid();
    return jid.isFull()
        ? List.of(peer)
        : peers.devices(jid, deadline).stream().<Peer>map(Peer.Xmpp::new).toList();
  }

  @Override
  public Takers takersOfFolders(Peer peer, long deadline) throws InterruptedException {
    return jingle.takersOfFolders(peer, deadline);
  }

  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    Jid jid = ((Peer.Xmpp) to).jid();
    var undecided = new UndecidedOffer(tasks, cargo, watcher);
    deciding(1);
    try {
      undecided.decidedBy(
          scope.fork(
              "finding out what " + jid + " knows",
              () -> decide(undecided, to, file, options, cargo, watcher)));
    } catch (ScopeClosed closed) {
      deciding(-1);
      undecided.end(new EndReason.Cancelled(Side.HERE));
    }
    return undecided;
  }

  private void deciding(int more) {
    monitor.change(() -> deciding += more);
  }

  private void decide(
      UndecidedOffer undecided,
      Peer to,
      FileOffer file,
      SendOptions options,
      Cargo cargo,
      Watcher watcher)
      throws InterruptedException {
    try {
      PeerWay way = peers.way(((Peer.Xmpp) to).jid(), tasks.in(LOOK_UP));
      // Who begins after the link was lost is not told of the loss any more.
      Optional<EndReason> late = lost();
      if (late.isPresent()) {
        undecided.end(late.get());
        return;
      }
      switch (way) {
        case PeerWay.Jingle _ ->
            undecided.by(() -> jingle.offer(to, file, options, cargo, watcher));
        case PeerWay.StreamInitiation(Jid device)
            when options.encrypt() != Encrypt.OFF && securities.hasEncrypted(device) ->
            undecided.end(new EndReason.SecurityRefused(downgraded(device)));
        case PeerWay.StreamInitiation(Jid device) ->
            undecided.by(() -> si.offer(new Peer.Xmpp(device), file, options, cargo, watcher));
        case PeerWay.None(String why) -> undecided.end(new EndReason.Unreachable(why));
      }
    } finally {
      undecided.end(new EndReason.Cancelled(Side.HERE));
      deciding(-1);
    }
  }

  private static String downgraded(Jid device) {
    return device.bare()
        + " has encrypted before, but "
        + device
        + " says that it knows only the old file transfer, which cannot: somebody on the way may"
        + " have changed that. To send in clear all the same: --encrypt off";
  }

  private Optional<EndReason> lost() {
    return router.loss().map(EndReason.ConnectionLost::new);
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    return jingle.request(from, file, publication, cargo, watcher);
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    monitor.await(() -> deciding == 0, Tasks.NEVER);
    jingle.awaitIdle();
    si.awaitIdle();
  }

  @Override
  public void close() {
    scope.close();
    jingle.close();
    si.close();
  }
}
