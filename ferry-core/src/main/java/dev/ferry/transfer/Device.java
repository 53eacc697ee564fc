package dev.ferry.transfer;

import dev.ferry.Ferry;
import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.Introductions;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Standing;
import dev.ferry.Transfer;
import dev.ferry.folder.Summary;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Metering;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Paces;
import dev.ferry.negotiation.Request;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import dev.ferry.port.OfferLog;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A device with one world to negotiate in: keeps its transfers and hands out its offers. */
public final class Device implements Ferry {
  private final World world;
  private final Tasks tasks;
  private final Entered entered;
  private final OfferQueue offers;
  private final Holdings holdings;
  private final Served served;
  private final Reach reach;
  private final Lending lending;
  private final Negotiation negotiation;
  private final Witness witness;
  private final Requests requests;
  private final TaskScope below;
  private final TaskScope dispatches;

  /**
   * @param below what the negotiation stands on; closed after it
   * @param log knows what was offered from here
   * @param witness is told what is offered and what becomes of it
   * @param paces how fast bytes may pass
   * @param negotiations makes the negotiation, given the desk that takes its offers
   */
  public Device(
      World world,
      TaskScope below,
      OfferLog log,
      Witness witness,
      Paces paces,
      Function<Arrival.Desk, Negotiation> negotiations) {
    this.world = world;
    this.tasks = world.tasks();
    this.witness = witness;
    this.holdings = new Holdings(tasks, log);
    this.lending = new Lending(tasks, world.random(), log, witness, holdings);
    this.entered = new Entered(tasks);
    this.served = new Served(tasks);
    this.offers = new OfferQueue(tasks);
    this.below = below;
    this.dispatches = new TaskScope(tasks);
    this.reach = new Reach(tasks);
    this.negotiation = Metering.of(tasks, paces, new OfferDesk(), negotiations);
    this.requests = new Requests(world, negotiation, dispatches, holdings);
    reach.is(new Standing.Reachable(negotiation.self()));
  }

  @Override
  public Peer self() {
    return negotiation.self();
  }

  @Override
  public Optional<Introductions> introductions() {
    return negotiation.introductions();
  }

  @Override
  public Standing standing() {
    return reach.now();
  }

  @Override
  public Optional<Standing> nextStanding(Standing seen, long deadline) throws InterruptedException {
    return reach.next(seen, deadline);
  }

  @Override
  public List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    return negotiation.devices(peer, deadline);
  }

  @Override
  public Route reach(Peer device, long deadline) throws IOException, InterruptedException {
    return negotiation.reach(device, deadline);
  }

  @Override
  public Transfer send(Peer peer, FileSource file, SendOptions options) {
    LiveTransfer transfer = enter(Transfer.Direction.OUT, peer, FileDispatch.offer(file));
    files().alone(transfer, file, options);
    return transfer;
  }

  @Override
  public List<Transfer> sendToAll(List<Peer> group, FileSource file, SendOptions options) {
    List<LiveTransfer> transfers =
        group.stream()
            .map(peer -> enter(Transfer.Direction.OUT, peer, FileDispatch.offer(file)))
            .toList();
    files().all(transfers, file, options);
    return List.copyOf(transfers);
  }

  private FileDispatch files() {
    return new FileDispatch(world, dispatches, negotiation, lending);
  }

  @Override
  public Transfer request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      FileVault into,
      Duration keepAsking) {
    LiveTransfer transfer = wanted(from, file, publication);
    transfer.by(requests.file(transfer, publication, into, keepAsking));
    return transfer;
  }

  @Override
  public Transfer request(
      Peer from,
      FileOffer folder,
      Optional<String> publication,
      FolderVault into,
      boolean executables,
      Duration keepAsking) {
    LiveTransfer transfer = wanted(from, folder, publication);
    transfer.by(requests.folder(transfer, publication, into, executables, keepAsking));
    return transfer;
  }

  private LiveTransfer wanted(Peer from, FileOffer file, Optional<String> publication) {
    return enter(Transfer.Direction.IN, from, file)
        .whenEnded(end -> publication.ifPresent(name -> witness.ended(file, name, end)));
  }

  @Override
  public Optional<Transfer> nextServed(long deadline) throws InterruptedException {
    return served.next(deadline);
  }

  private void answer(Request request) {
    try {
      lending.answer(request, negotiation.self(), this::serve);
    } finally {
      boolean unused = served.lookingUp(-1);
    }
  }

  private LiveTransfer serve(Peer peer, FileOffer offer) {
    LiveTransfer transfer = enter(Transfer.Direction.OUT, peer, offer);
    served.add(transfer);
    return transfer;
  }

  @Override
  public Transfer send(Peer peer, FolderSource folder, SendOptions options) {
    FileOffer offer =
        FileOffer.ofFolder(folder.name(), folder.tree().bytes(), Summary.of(folder.tree()));
    LiveTransfer transfer = enter(Transfer.Direction.OUT, peer, offer);
    transfer.remark(folder.leftOut());
    FolderDispatch dispatch =
        new FolderDispatch(
            tasks, dispatches, negotiation, folder, offer, options, transfer, lending);
    transfer.by(dispatch);
    try {
      dispatches.fork("dispatch " + transfer.id(), dispatch::run);
    } catch (ScopeClosed closed) {
      dispatch.stopped();
    }
    return transfer;
  }

  private LiveTransfer enter(Transfer.Direction direction, Peer peer, FileOffer offer) {
    return entered.enter(direction, peer, offer);
  }

  /** Where the world leaves what it is offered. */
  private final class OfferDesk implements Arrival.Desk {
    @Override
    public Watcher arrived(Arrival arrival) {
      return enter(arrival);
    }

    @Override
    public void requested(Request request) {
      if (!served.lookingUp(1)) {
        request.refuse("too many files are asked for at this moment");
        return;
      }
      try {
        dispatches.fork("look up a file", () -> answer(request));
      } catch (ScopeClosed closed) {
        request.cancel();
      }
    }

    @Override
    public void away(String why) {
      reach.is(new Standing.Away(why));
    }

    @Override
    public void back(Peer self) {
      reach.is(new Standing.Reachable(self));
    }

    @Override
    public void deserted(String why) {
      reach.is(new Standing.Gone(why));
      offers.end();
      served.end();
    }
  }

  private Attempts attempts(LiveTransfer transfer, Arrival arrival) {
    return arrival
        .group()
        .filter(_ -> arrival.file().folder().isEmpty() && SourceSearch.mayHelp(transfer))
        .<Attempts>map(group ->
            new GroupReceiving(
                new SourceSearch(world, negotiation, holdings, transfer, arrival.publication()),
                dispatches,
                arrival,
                group))
        .orElseGet(() -> new IncomingAttempts(tasks, dispatches, transfer, arrival));
  }

  private Watcher enter(Arrival arrival) {
    Optional<Attempts> before = offers.returned(arrival);
    if (before.isPresent()) {
      before.get().again(arrival);
      return before.get().watcher(arrival);
    }
    LiveTransfer transfer = enter(Transfer.Direction.IN, arrival.from(), arrival.file());
    FileOffer file = arrival.file();
    arrival
        .publication()
        .ifPresent(name -> {
          witness.offered(arrival.from(), file, name);
          LiveTransfer unused = transfer.whenEnded(end -> witness.ended(file, name, end));
        });
    Attempts attempts = attempts(transfer, arrival);
    transfer.by(attempts);
    var offer = new LiveOffer(tasks, arrival, transfer, attempts, witness);
    if (!offers.add(attempts, offer)) {
      arrival.decline();
    }
    return attempts.watcher(arrival);
  }

  @Override
  public Optional<IncomingOffer> nextOffer(long deadline) throws InterruptedException {
    return offers.next(deadline);
  }

  @Override
  public List<Transfer> transfers() {
    return entered.all();
  }

  @Override
  public void close() {
    // Who is about to offer something must not begin with it now.
    transfers().stream()
        .filter(t -> t.direction() == Transfer.Direction.OUT)
        .forEach(Transfer::cancel);
    negotiation.close();
    dispatches.close();
    below.close();
  }
}
