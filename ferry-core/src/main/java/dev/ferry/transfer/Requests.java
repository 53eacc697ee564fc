package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.Hashes;
import dev.ferry.folder.FolderKey;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderVault;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this device asks for, since it was offered once. Any task may call.
 *
 * @param scope where a request that was lost waits until it is made again
 * @param holdings learns what has come
 */
record Requests(World world, Negotiation negotiation, TaskScope scope, Holdings holdings) {
  private Tasks tasks() {
    return world.tasks();
  }

  /** Asks for the file of a transfer; returns at once. */
  Ongoing file(
      LiveTransfer transfer, Optional<String> publication, FileVault into, Duration keepAsking) {
    return SourceSearch.mayHelp(transfer)
        ? new SourceSearch(world, negotiation, holdings, transfer, publication)
            .begin(scope, into, keepAsking, () -> alone(transfer, publication, into, keepAsking))
        : alone(transfer, publication, into, keepAsking);
  }

  /** From the first of the peer's devices that has it. */
  private Ongoing alone(
      LiveTransfer transfer, Optional<String> publication, FileVault into, Duration keepAsking) {
    Peer from = transfer.peer();
    FileOffer file = transfer.file();
    // What was kept of an earlier attempt is known by the account that it came from.
    return begin(
        transfer,
        publication,
        () -> new ReceivingCargo(tasks(), from, file, List.of(Hashes.SHA_256), into),
        () -> Resumable.find(into, from, file).ifPresent(r -> r.file().discard()),
        keepAsking);
  }

  /** Asks for the folder of a transfer; returns at once. */
  Ongoing folder(
      LiveTransfer transfer,
      Optional<String> publication,
      FolderVault into,
      boolean executables,
      Duration keepAsking) {
    FileOffer folder = transfer.file();
    String sender = PartialRecord.account(transfer.peer());
    return begin(
        transfer,
        publication,
        () -> new ReceivingFolder(tasks(), folder, sender, into, executables, transfer::remark),
        () -> Destination.OfFolder.discard(into, FolderKey.of(sender, folder, executables)),
        keepAsking);
  }

  private Ongoing begin(
      LiveTransfer transfer,
      Optional<String> publication,
      Supplier<Cargo> cargoes,
      Runnable discard,
      Duration keepAsking) {
    FileOffer file = transfer.file();
    return OutgoingAttempts.asking(
            tasks(),
            file.name(),
            (whom, seeing) -> negotiation.request(whom, file, publication, cargoes, seeing),
            discard,
            keepAsking,
            transfer)
        .begin(scope, transfer.peer(), transfer.peer());
  }
}
