package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.TransferState.Ended;
import dev.ferry.content.ChunkDigests;
import dev.ferry.content.Hashes;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.port.FileSource;
import dev.ferry.port.OfferLog;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.swarm.Spread;
import dev.ferry.swarm.TreeSums;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Begins to send a file, to one or to several. Any task may call. */
record FileDispatch(World world, TaskScope scope, Negotiation negotiation, Lending lending) {
  /** A file as it is offered where nothing was read of it. */
  static FileOffer offer(FileSource file) {
    return offer(file, Hashes.none());
  }

  private static FileOffer offer(FileSource file, Hashes hashes) {
    return new FileOffer(file.name(), file.size(), file.mediaType(), hashes, file.modified());
  }

  /** To all devices of one. */
  void alone(LiveTransfer transfer, FileSource file, SendOptions options) {
    DeviceFan fan = fan(transfer, file, offer(file), options, cargo -> cargo);
    transfer.by(fan);
    begin(transfer, fan);
  }

  private void begin(LiveTransfer transfer, DeviceFan fan) {
    try {
      scope.fork("devices of " + transfer.peer(), fan::run);
    } catch (ScopeClosed closed) {
      fan.stopped();
    }
  }

  private DeviceFan fan(
      LiveTransfer transfer,
      FileSource file,
      FileOffer offer,
      SendOptions options,
      UnaryOperator<SendingCargo> towards) {
    Tasks tasks = world.tasks();
    Peer peer = transfer.peer();
    OfferLog.Entry entry = lending.enter(peer, file, options);
    return new DeviceFan(
        tasks,
        () -> negotiation.devices(peer, tasks.in(DeviceFan.LOOK_UP)),
        transfer,
        (device, watcher) ->
            OutgoingAttempts.offering(
                    tasks,
                    negotiation,
                    offer,
                    () ->
                        towards.apply(
                            lending.cargo(entry, file, offer.hashes(), options.keepTrying())),
                    options,
                    lending.learning(entry, watcher))
                .begin(scope, device, peer));
  }

  /**
   * To several, who give it to each other: reads all of it first. Those who cannot get it from
   * others are offered it as if they were alone.
   *
   * @param transfers one for each
   */
  void all(List<LiveTransfer> transfers, FileSource file, SendOptions options) {
    List<LiveTransfer> able =
        transfers.stream().filter(t -> t.peer() instanceof Peer.Account).toList();
    if (able.size() < 2 || TreeSums.plan(file.size()).isEmpty()) {
      transfers.forEach(t -> alone(t, file, options));
      return;
    }
    transfers.stream().filter(t -> !able.contains(t)).forEach(t -> alone(t, file, options));
    List<Peer.Account> members = able.stream().map(t -> (Peer.Account) t.peer()).toList();
    Group group = Group.of(world.random().token(Group.SECRET_BYTES), members);
    try {
      scope.fork("read for " + group, () -> read(able, file, options, group));
    } catch (ScopeClosed closed) {
      able.forEach(t -> alone(t, file, options));
    }
  }

  private void read(List<LiveTransfer> transfers, FileSource file, SendOptions options, Group group)
      throws InterruptedException {
    EndReason why = new Cancelled(Side.HERE);
    List<LiveTransfer> left = new ArrayList<>(transfers);
    try {
      TreeSums.Found found = lending.sums().of(file, () -> {});
      Hashes hashes = found.whole().and(Hashes.of(ChunkDigests.TREE, found.digests().root()));
      Spread spread = new Spread(world.tasks());
      for (LiveTransfer each : transfers) {
        DeviceFan fan =
            fan(each, file, offer(file, hashes), options, cargo -> cargo.toGroup(group, spread));
        each.by(fan);
        begin(each, fan);
        left.remove(each);
      }
    } catch (IOException e) {
      why = new StorageFailed(Side.HERE, Failures.words(e));
    } finally {
      for (LiveTransfer each : left) {
        each.show(new Ended(why));
      }
    }
  }
}
