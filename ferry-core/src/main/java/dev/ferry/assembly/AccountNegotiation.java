package dev.ferry.assembly;

import dev.ferry.FileOffer;
import dev.ferry.Introductions;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.identity.Chain;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Watcher;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.classic.ClassicNegotiation;
import dev.ferry.peerlink.files.PeerLinkNegotiation;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Files with devices of accounts: as two of us exchange them, and classically with those that are
 * none of us. The first word on a link tells: only we give credit there.
 */
final class AccountNegotiation implements Negotiation {
  private final Tasks tasks;
  private final PeerLinks links;
  private final Introductions introductions;
  private final Negotiation files;
  private final Negotiation classic;

  private AccountNegotiation(
      Tasks tasks,
      PeerLinks links,
      Introductions introductions,
      Negotiation files,
      Negotiation classic) {
    this.tasks = tasks;
    this.introductions = introductions;
    this.links = links;
    this.files = files;
    this.classic = classic;
  }

  /** Begins to serve the channels of both. */
  static AccountNegotiation open(
      World world, PeerLinks links, Chain own, KnownContacts known, Arrival.Desk desk) {
    return new AccountNegotiation(
        world.tasks(),
        links,
        known.introductions(),
        PeerLinkNegotiation.open(world, links, own, known, desk),
        ClassicNegotiation.open(world, links, own, known, desk));
  }

  @Override
  public boolean reaches(Peer peer) {
    return files.reaches(peer);
  }

  @Override
  public Peer self() {
    return files.self();
  }

  @Override
  public Optional<Introductions> introductions() {
    return Optional.of(introductions);
  }

  @Override
  public List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    return files.devices(peer, deadline);
  }

  @Override
  public Route reach(Peer device, long deadline) throws IOException, InterruptedException {
    return files.reach(device, deadline);
  }

  @Override
  public Takers takersOfFolders(Peer peer, long deadline) throws InterruptedException {
    Takers all = files.takersOfFolders(peer, deadline);
    List<Peer> folders = new ArrayList<>(all.folders());
    List<Peer> others = new ArrayList<>(all.others());
    folders.stream().filter(this::isForeign).forEach(others::add);
    folders.removeIf(this::isForeign);
    return new Takers(folders, others);
  }

  /** Whether it is known of a device that it is none of us; it is once there is a link with it. */
  private boolean isForeign(Peer peer) {
    return peer instanceof Peer.Account account
        && account.device().flatMap(links::present).filter(ChannelLink::isForeign).isPresent();
  }

  /** Who turns out to be none of us is offered the file classically in the same breath. */
  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    if (isForeign(to)) {
      return classic.offer(to, file, options, cargo, watcher);
    }
    var offer =
        new SecondOffer(
            tasks,
            cargo,
            watcher,
            again ->
                isForeign(to) && file.folder().isEmpty()
                    ? Optional.of(classic.offer(to, file, options, cargo, again))
                    : Optional.empty());
    offer.first(files.offer(to, file, options, offer.cargo(), offer));
    return offer;
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    return (isForeign(from) ? classic : files).request(from, file, publication, cargo, watcher);
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Optional<Group> group,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    return isForeign(from)
        ? classic.request(from, file, publication, cargo, watcher)
        : files.request(from, file, publication, group, cargo, watcher);
  }

  @Override
  public List<Peer> contacts() {
    return files.contacts();
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    files.awaitIdle();
    classic.awaitIdle();
  }

  @Override
  public void close() {
    classic.close();
    files.close();
  }
}
