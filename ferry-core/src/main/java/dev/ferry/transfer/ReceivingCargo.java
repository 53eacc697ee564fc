package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.content.Copied;
import dev.ferry.content.Copy;
import dev.ferry.content.Digests;
import dev.ferry.content.Hashing;
import dev.ferry.content.SafeName;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A file on its way in. The partial file is created when the first byte can come, not before. */
final class ReceivingCargo implements Cargo {
  private final Tasks tasks;
  private final FileOffer offer;
  private final List<String> promised;
  private final FileVault vault;
  private Optional<PartialFile> partial = Optional.empty();
  private boolean stored;

  /**
   * @param promised digests that the sender will give later
   */
  ReceivingCargo(Tasks tasks, FileOffer offer, List<String> promised, FileVault vault) {
    this.tasks = tasks;
    this.offer = offer;
    this.promised = List.copyOf(promised);
    this.vault = vault;
  }

  @Override
  public Portion prepare(Portion.Abilities sender) throws VaultException {
    vault.check(offer.size());
    return Portion.WHOLE;
  }

  @Override
  public Moved move(ByteStream stream, Consumer<Copied> progress)
      throws IOException, InterruptedException {
    PartialFile file =
        vault.begin(SafeName.of(offer.name()).text(), offer.size(), PartialRecord.of(offer));
    partial = Optional.of(file);
    return Moved.of(
        new Copy(tasks, offer.size(), hashing(), progress).receive(stream, file).hashes());
  }

  private Hashing hashing() {
    return Hashing.of(
        Digests.standard().or(Digests.weak()),
        Digests.needed(offer.hashes().byAlgorithm().keySet(), promised));
  }

  @Override
  public Optional<StoredFile> store() throws VaultException {
    PartialFile file = partial.orElseThrow();
    StoredFile result = file.publish(offer.modified());
    stored = true;
    return Optional.of(result);
  }

  @Override
  public void putAway(EndReason why) {
    partial.ifPresent(file -> {
      if (stored) {
        file.close();
      } else {
        file.discard();
      }
    });
  }
}
