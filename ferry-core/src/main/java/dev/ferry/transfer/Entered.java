package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;

/** All transfers of a run of a device, numbered. Any task may call. */
final class Entered {
  private final Tasks tasks;
  private final Monitor monitor;
  private final List<LiveTransfer> transfers = new ArrayList<>();
  private int numbered;

  Entered(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /** A new one. */
  LiveTransfer enter(Transfer.Direction direction, Peer peer, FileOffer offer) {
    List<LiveTransfer> entered = new ArrayList<>(1);
    monitor.change(() -> {
      numbered++;
      entered.add(new LiveTransfer(tasks, "transfer-" + numbered, direction, peer, offer));
      transfers.add(entered.getFirst());
    });
    return entered.getFirst();
  }

  /** The oldest first. */
  List<Transfer> all() {
    List<Transfer> all = new ArrayList<>();
    monitor.change(() -> all.addAll(transfers));
    return all;
  }
}
