package dev.ferry.folder;

import dev.ferry.port.FolderVault;
import dev.ferry.port.FolderVault.Kept;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the partial folder to go on with: of this very list of files, else of an earlier state of
 * the same folder when some of its files are still the same. Else a new one is made.
 *
 * @param tree with the names that files have here
 */
record Opening(FolderVault vault, String name, FolderKey key, Tree tree) {
  PartialFolder open(Inventory inventory, Prints prints) throws VaultException {
    for (Kept kept : candidates()) {
      Optional<PartialFolder> found = vault.reopen(kept, name, tree);
      if (found.isPresent() && isTaken(kept, found.get(), inventory, prints)) {
        return found.get();
      }
    }
    return vault.begin(name, key.line(), tree);
  }

  private boolean isTaken(Kept kept, PartialFolder found, Inventory inventory, Prints prints)
      throws VaultException {
    try {
      boolean useful = inventory.read(found, prints);
      if (!kept.key().equals(key.line())) {
        if (!useful) {
          found.close();
          return false;
        }
        found.becomes(key.line());
      }
      return true;
    } catch (VaultException e) {
      found.close();
      throw e;
    }
  }

  /** Those of the same sender and name, the very list of files first, then the very offer. */
  private List<Kept> candidates() throws VaultException {
    return vault.kept().stream()
        .filter(kept -> rank(kept) > 0)
        .sorted(Comparator.comparingInt(this::rank).reversed())
        .toList();
  }

  private int rank(Kept kept) {
    Optional<FolderKey> other = FolderKey.read(kept.key());
    if (other.filter(o -> o.whose().equals(key.whose())).isEmpty()) {
      return 0;
    }
    if (other.get().equals(key)) {
      return 3;
    }
    return key.isOffered(other.get()) ? 2 : 1;
  }
}
