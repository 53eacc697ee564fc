package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.content.CopyListener;
import dev.ferry.folder.FolderKey;
import dev.ferry.folder.FolderLimits;
import dev.ferry.folder.FolderReceiving;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.FolderVault;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A whole folder on its way in. The partial folder is made when its list of files has come and is
 * the one that was consented to, not before.
 */
final class ReceivingFolder implements Destination.Berth {
  private final FileOffer offer;
  private final String sender;
  private final FolderVault vault;
  private final boolean executables;
  private final Consumer<List<String>> remarks;
  private final FolderReceiving receiving;
  private boolean stored;
  private volatile boolean superseded;

  /**
   * @param sender who sends it, for a later attempt to go on with what this one leaves
   * @param executables whether files keep the right to be run
   * @param remarks is told what got another name
   */
  ReceivingFolder(
      Tasks tasks,
      FileOffer offer,
      String sender,
      FolderVault vault,
      boolean executables,
      Consumer<List<String>> remarks) {
    this.offer = offer;
    this.sender = sender;
    this.vault = vault;
    this.executables = executables;
    this.remarks = remarks;
    this.receiving = new FolderReceiving(tasks, vault, FolderLimits.standard());
  }

  @Override
  public Portion prepare(Portion.Abilities able) throws VaultException {
    vault.check(Math.max(0, offer.size() - here()));
    return Portion.WHOLE;
  }

  /** How much of what is offered an earlier attempt has left. */
  private long here() throws VaultException {
    long most = 0;
    FolderKey key = FolderKey.of(sender, offer, executables);
    for (FolderVault.Kept kept : Destination.OfFolder.begun(vault, key)) {
      most = Math.max(most, vault.bytes(kept));
    }
    return most;
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    return Moved.of(receiving.receive(stream, offer, sender, executables, progress));
  }

  @Override
  public Optional<StoredFile> store() throws VaultException {
    StoredFile result = receiving.partial().orElseThrow().publish();
    stored = true;
    remarks.accept(receiving.renamed());
    return Optional.of(result);
  }

  @Override
  public void supersede() {
    superseded = true;
  }

  @Override
  public void putAway(EndReason why) {
    receiving
        .partial()
        .ifPresent(folder -> {
          if (stored || superseded || Keeping.isWorthwhile(why)) {
            folder.close();
          } else {
            folder.discard();
          }
        });
  }
}
