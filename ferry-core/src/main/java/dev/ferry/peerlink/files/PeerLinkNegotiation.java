package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.TransferState;
import dev.ferry.identity.Chain;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.port.World;
import java.util.List;
import java.util.Optional;

/** Files between devices without a server: offers them, takes those of contacts. */
public final class PeerLinkNegotiation implements Negotiation {
  private final PeerLinks links;
  private final Chain own;
  private final Acquaintances known;
  private final Arrival.Desk desk;

  private PeerLinkNegotiation(PeerLinks links, Chain own, Acquaintances known, Arrival.Desk desk) {
    this.links = links;
    this.own = own;
    this.known = known;
    this.desk = desk;
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
    return new PeerLinkNegotiation(links, own, known, desk);
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
      case Peer.Account(var id, var device) when device.isPresent() -> List.of(peer);
      case Peer.Account(var id, _) ->
          known.devices(id, deadline).stream()
              .<Peer>map(chain -> new Peer.Account(id, Optional.of(chain.device())))
              .toList();
    };
  }

  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    EndReason why = new EndReason.Unreachable(to + " cannot be connected with");
    cargo.putAway(why);
    watcher.show(new TransferState.Ended(why, Optional.empty(), Optional.empty()));
    return () -> {};
  }

  @Override
  public void close() {
    desk.deserted("it was closed");
  }
}
