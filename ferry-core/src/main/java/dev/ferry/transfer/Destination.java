package dev.ferry.transfer;

import dev.ferry.folder.FolderKey;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderVault;
import dev.ferry.port.FolderVault.Kept;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tasks;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where what was accepted goes, attempt after attempt. Any task may call. */
sealed interface Destination {
  /** What takes the bytes of one attempt. */
  interface Berth extends Cargo {
    /** Another attempt takes over: what came is kept, however this one ends. Any task may call. */
    void supersede();

    /**
     * What tells a sender that comes again that all of it is here, when it was stored and the
     * sender could not be told; empty when that cannot be said without moving it again.
     */
    default Optional<Cargo> afterwards() {
      return Optional.empty();
    }
  }

  /** What takes the bytes of this attempt. */
  Berth berth(Arrival arrival);

  /** Deletes what lost attempts have left. */
  void discard(Arrival arrival);

  /** A vault of files. */
  record OfFile(Tasks tasks, FileVault vault) implements Destination {
    @Override
    public Berth berth(Arrival arrival) {
      return new ReceivingCargo(
          tasks, arrival.from(), arrival.file(), arrival.promisedDigests(), vault);
    }

    @Override
    public void discard(Arrival arrival) {
      Resumable.find(vault, arrival.from(), arrival.file()).ifPresent(r -> r.file().discard());
    }
  }

  /**
   * A vault of folders.
   *
   * @param executables whether files keep the right to be run
   * @param remarks is told what got another name
   */
  record OfFolder(
      Tasks tasks, FolderVault vault, boolean executables, Consumer<List<String>> remarks)
      implements Destination {
    private static final System.Logger LOG = System.getLogger(Destination.class.getName());

    @Override
    public Berth berth(Arrival arrival) {
      String sender = PartialRecord.account(arrival.from());
      return new ReceivingFolder(tasks, arrival.file(), sender, vault, executables, remarks);
    }

    /** Whether a part of what is offered was accepted before, and lies there to go on with. */
    static boolean isBegun(FolderVault vault, Arrival arrival, boolean executables) {
      try {
        return !begun(vault, key(arrival, executables)).isEmpty();
      } catch (VaultException e) {
        LOG.log(System.Logger.Level.DEBUG, "looking for a partial folder", e);
        return false;
      }
    }

    private static FolderKey key(Arrival arrival, boolean executables) {
      return FolderKey.of(PartialRecord.account(arrival.from()), arrival.file(), executables);
    }

    /** The partial folders of what was offered. */
    static List<Kept> begun(FolderVault vault, FolderKey key) throws VaultException {
      return vault.kept().stream()
          .filter(kept -> FolderKey.read(kept.key()).filter(key::isOffered).isPresent())
          .toList();
    }

    @Override
    public void discard(Arrival arrival) {
      discard(vault, key(arrival, executables));
    }

    /** Deletes what lost attempts at this folder have left. */
    static void discard(FolderVault vault, FolderKey key) {
      try {
        for (Kept kept : begun(vault, key)) {
          vault.reopen(kept, "partial", new Tree()).ifPresent(PartialFolder::discard);
        }
      } catch (VaultException e) {
        LOG.log(System.Logger.Level.DEBUG, "deleting a partial folder", e);
      }
    }
  }
}
