package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.ChunkDigests;
import dev.ferry.content.SafeName;
import dev.ferry.port.FileVault;
import dev.ferry.port.FileVault.Kept;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.VaultException;
import java.util.Optional;

/**
 * A partial file to go on with.
 *
 * @param file open, without what a cut may have torn: it ends where the digests do
 * @param digests of the chunks it has, at least one
 */
record Resumable(PartialFile file, ChunkDigests digests) {
  private static final System.Logger LOG = System.getLogger(Resumable.class.getName());

  /** Whether the vault has a part of this very file. */
  static boolean isThere(FileVault vault, Peer from, FileOffer offer) {
    try {
      return vault.kept().stream().anyMatch(k -> PartialRecord.isOf(k.record(), from, offer));
    } catch (VaultException e) {
      return false;
    }
  }

  /** Opens the part of this very file that has most; one that cannot be used is as good as none. */
  static Optional<Resumable> find(FileVault vault, Peer from, FileOffer offer) {
    Optional<Resumable> best = Optional.empty();
    try {
      for (Kept kept : vault.kept()) {
        if (PartialRecord.isOf(kept.record(), from, offer)) {
          best = better(best, open(vault, kept, offer));
        }
      }
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.DEBUG, "looking for a partial file", e);
    }
    return best;
  }

  private static Optional<Resumable> better(Optional<Resumable> one, Optional<Resumable> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    boolean second = other.get().digests.count() > one.get().digests.count();
    (second ? one : other).get().file.close();
    return second ? other : one;
  }

  private static Optional<Resumable> open(FileVault vault, Kept kept, FileOffer offer) {
    Optional<PartialFile> opened = Optional.empty();
    try {
      opened = vault.reopen(kept, SafeName.of(offer.name()).text(), offer.size());
      return opened.isPresent() ? usable(opened.get(), offer.size()) : Optional.empty();
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.DEBUG, "opening a partial file", e);
      opened.ifPresent(PartialFile::close);
      return Optional.empty();
    }
  }

  /** The same, ended at an offset; empty, and closed, when it does not reach so far. */
  Optional<Resumable> upTo(long offset, long size) throws VaultException {
    Optional<PartialRecord.Chunks> chunks =
        digests.covered() < offset
            ? Optional.empty()
            : PartialRecord.chunks(file.record(), size, offset);
    if (chunks.isEmpty()) {
      file.close();
      return Optional.empty();
    }
    file.truncate(offset, chunks.get().length());
    return Optional.of(new Resumable(file, chunks.get().digests()));
  }

  private static Optional<Resumable> usable(PartialFile file, long size) throws VaultException {
    Optional<PartialRecord.Chunks> chunks =
        PartialRecord.chunks(file.record(), size, file.written());
    if (chunks.filter(c -> c.digests().count() > 0).isEmpty()) {
      if (chunks.filter(c -> !c.all().isEmpty()).isPresent()) {
        // What came in any order is gone on with where several give it (PiecePlace).
        file.close();
      } else {
        file.discard();
      }
      return Optional.empty();
    }
    ChunkDigests digests = chunks.get().digests();
    file.truncate(digests.covered(), chunks.get().length());
    return Optional.of(new Resumable(file, digests));
  }
}
