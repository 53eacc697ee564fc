package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.port.FileSource;
import dev.ferry.sim.file.SimVault;
import dev.ferry.transfer.Device;
import java.util.Locale;
import java.util.Optional;

/** A device without a server, with a folder for what comes. */
record Home(Homes homes, String name, Folks who, PeerLinks links, Device ferry, SimVault vault) {
  Peer account() {
    return Peer.Account.of(who.chain().account());
  }

  Transfer send(FileSource file, Home to) {
    return ferry.send(to.account(), file, SendOptions.standard());
  }

  IncomingOffer offer() throws InterruptedException {
    return ferry
        .nextOffer(homes.soon())
        .orElseThrow(() -> new AssertionError(name + " got no offer"));
  }

  Transfer accept() throws InterruptedException {
    IncomingOffer offer = offer();
    offer.accept(vault);
    return offer.transfer();
  }

  /** Waits until the transfer has got so far. */
  void until(Transfer transfer, Class<? extends TransferState> state) throws InterruptedException {
    TransferState seen = transfer.state();
    while (!state.isInstance(seen)) {
      assertThat(seen).isNotInstanceOf(TransferState.Ended.class);
      seen = transfer.next(seen, homes.soon()).orElseThrow();
    }
  }

  /** How it ended here: the sender's part, or the receiver's. */
  static String end(Transfer transfer) throws InterruptedException {
    EndReason why = transfer.await().reason();
    return switch (why) {
      case Completed done -> "completed, " + done.how();
      case Cancelled cancelled -> "cancelled " + cancelled.by();
      case StorageFailed failed -> "storage failed " + failed.side();
      case TimedOut late -> "timed out: " + late.stage();
      case EndReason.Declined _,
          EndReason.NoRoute _,
          EndReason.Unreachable _,
          EndReason.SecurityRefused _,
          EndReason.Corrupted _,
          EndReason.PeerFault _,
          EndReason.ConnectionLost _ ->
          why.getClass()
              .getSimpleName()
              .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
              .toLowerCase(Locale.ROOT);
    };
  }

  /** How the first transfer of this device ended; a dash when there was none. */
  String end() throws InterruptedException {
    Optional<Transfer> first = ferry.transfers().stream().findFirst();
    return first.isPresent() ? end(first.get()) : "-";
  }
}
