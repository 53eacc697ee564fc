package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Task;
import dev.ferry.port.World;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Sessions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Begins what this device opens: offers of its files, and requests for those of peers. Any task may
 * call.
 *
 * @param scope owns the tasks of both
 */
record Outbound(
    World world,
    IqRouter router,
    Peers peers,
    TransportChoice choice,
    Thumbnails thumbnails,
    JingleSettings settings,
    Sessions<SessionTask> table,
    Starts starts,
    TaskScope scope) {
  private static final int MOST_DEVICES = 8;

  /**
   * Offers a file.
   *
   * @param sid the session's id, where the peer was told it
   */
  Ongoing offer(
      Peer to,
      Optional<String> sid,
      FileOffer file,
      SendOptions options,
      Cargo cargo,
      Watcher watcher) {
    var offer =
        new OutgoingOffer(
            world,
            router,
            peers,
            choice,
            thumbnails,
            settings,
            table,
            ((Peer.Xmpp) to).jid(),
            file,
            options,
            cargo,
            watcher);
    sid.ifPresent(offer::named);
    begin("offer of " + file.name(), offer::run, watcher);
    return offer;
  }

  /** Asks for a file or folder. */
  Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    return request(from, file, publication, cargo, watcher, MOST_DEVICES);
  }

  /** Asks for a file that was shared; one device, for there is one cargo. */
  Ongoing request(SharedFile shared, Cargo cargo, Watcher watcher) {
    Peer owner = new Peer.Xmpp(shared.owner());
    return request(owner, shared.file(), Optional.of(shared.id()), () -> cargo, watcher, 1);
  }

  private Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher,
      int most) {
    var request =
        new OutgoingRequest(
            world,
            router,
            peers,
            choice,
            settings,
            table,
            ((Peer.Xmpp) from).jid(),
            file,
            publication,
            cargo,
            watcher,
            starts,
            most);
    begin("request for " + file.name(), request::run, watcher);
    return request;
  }

  private void begin(String what, Task body, Watcher watcher) {
    table.underway(1);
    try {
      scope.fork(
          what,
          () -> {
            try {
              body.run();
            } finally {
              table.underway(-1);
            }
          });
    } catch (ScopeClosed closed) {
      table.underway(-1);
      watcher.show(new TransferState.Ended(new EndReason.Cancelled(Side.HERE)));
    }
  }
}
