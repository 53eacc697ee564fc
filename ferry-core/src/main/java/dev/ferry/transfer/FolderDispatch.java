package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.TransferState.Ended;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A folder on its way out, from the question whether the peer takes folders to the end. {@link
 * #run} is its own task; {@link #cancel} may come from any.
 */
final class FolderDispatch implements Ongoing {
  private static final long LOOK_UP = 30_000_000_000L;

  private final Tasks tasks;
  private final TaskScope scope;
  private final Monitor monitor;
  private final Negotiation negotiation;
  private final Peer peer;
  private final FolderSource folder;
  private final FileOffer offer;
  private final SendOptions options;
  private final LiveTransfer transfer;
  private final Lending lending;
  private Optional<String> publication = Optional.empty();
  private Optional<Ongoing> current = Optional.empty();
  private boolean cancelled;

  /**
   * @param scope where a folder that is lost waits to be offered again
   */
  FolderDispatch(
      Tasks tasks,
      TaskScope scope,
      Negotiation negotiation,
      FolderSource folder,
      FileOffer offer,
      SendOptions options,
      LiveTransfer transfer,
      Lending lending) {
    this.tasks = tasks;
    this.scope = scope;
    this.monitor = tasks.monitor();
    this.negotiation = negotiation;
    this.peer = transfer.peer();
    this.folder = folder;
    this.offer = offer;
    this.options = options;
    this.transfer = transfer;
    this.lending = lending;
  }

  void run() throws InterruptedException {
    boolean handedOver = false;
    try {
      Negotiation.Takers takers = negotiation.takersOfFolders(peer, tasks.in(LOOK_UP));
      if (isCancelled()) {
        return;
      }
      if (takers.folders().isEmpty()) {
        new FileSeries(tasks, folder, transfer, this).run();
      } else {
        handedOver = true;
        publication = Optional.of(lending.enter(peer, folder, options).id());
        transfer.remark(
            takers.others().stream()
                .map(other -> "not offered to " + other + ", which takes no folders")
                .toList());
        DeviceFan fan = new DeviceFan(tasks, finding(takers), transfer, this::toDevice);
        begin(() -> fan);
        fan.run();
      }
    } finally {
      if (!handedOver) {
        stopped();
      }
    }
  }

  /** Those that were found, then whoever comes. */
  private DeviceFan.Finding finding(Negotiation.Takers first) {
    List<Negotiation.Takers> found = new ArrayList<>(List.of(first));
    return () ->
        found.isEmpty()
            ? negotiation.takersOfFolders(peer, tasks.in(LOOK_UP)).folders()
            : found.removeFirst().folders();
  }

  private Ongoing toDevice(Peer device, Watcher watcher) {
    return OutgoingAttempts.offering(
            tasks,
            negotiation,
            offer,
            () -> new SendingFolder(tasks, folder, options.keepTrying(), publication),
            options,
            watcher)
        .begin(scope, device, peer);
  }

  /** Offers one file of the folder on its own. */
  void offer(FolderFile file, SeriesStep watcher) {
    FileOffer one =
        new FileOffer(
            file.name(),
            file.size(),
            file.mediaType(),
            dev.ferry.content.Hashes.none(),
            file.modified());
    begin(() ->
        negotiation.offer(
            peer,
            one,
            options,
            new SendingCargo(tasks, file, one.hashes(), java.time.Duration.ZERO),
            watcher));
  }

  /** A cancel that comes while an offer is begun must reach it. */
  private void begin(Supplier<Ongoing> how) {
    Ongoing begun = how.get();
    monitor.change(() -> current = Optional.of(begun));
    if (isCancelled()) {
      begun.cancel();
    }
  }

  boolean isCancelled() {
    boolean[] answer = {false};
    monitor.change(() -> answer[0] = cancelled);
    return answer[0];
  }

  /** The end when there is no other; one that was shown before stays. */
  void stopped() {
    transfer.show(new Ended(new EndReason.Cancelled(Side.HERE)));
  }

  @Override
  public void suspend() {
    present().forEach(Ongoing::suspend);
  }

  @Override
  public void resume() {
    present().forEach(Ongoing::resume);
  }

  private List<Ongoing> present() {
    List<Ongoing> whom = new ArrayList<>(1);
    monitor.change(() -> current.ifPresent(whom::add));
    return whom;
  }

  @Override
  public void cancel() {
    List<Ongoing> whom = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      current.ifPresent(whom::add);
    });
    whom.forEach(Ongoing::cancel);
  }
}
