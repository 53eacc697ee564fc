package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.ChunkDigests;
import dev.ferry.content.SafeName;
import dev.ferry.port.FileVault;
import dev.ferry.port.FileVault.Kept;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.VaultException;
import dev.ferry.swarm.Gathering.Begun;
import dev.ferry.swarm.Gathering.Place;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** The partial file of what comes from several sources: one that was kept, or a new one. */
record PiecePlace(FileVault vault, Peer from, FileOffer offer) implements Place {
  private static final System.Logger LOG = System.getLogger(PiecePlace.class.getName());

  @Override
  public Begun open(ChunkDigests proven) throws VaultException, InterruptedException {
    for (Kept kept : vault.kept()) {
      if (PartialRecord.isOf(kept.record(), from, offer)) {
        Optional<Begun> again = again(kept, proven);
        if (again.isPresent()) {
          return again.get();
        }
      }
    }
    vault.check(offer.size());
    return new Begun(
        vault.begin(name(), offer.size(), PartialRecord.of(from, offer)), new BitSet());
  }

  private String name() {
    return SafeName.of(offer.name()).text();
  }

  private Optional<Begun> again(Kept kept, ChunkDigests proven) throws InterruptedException {
    Optional<PartialFile> opened = Optional.empty();
    try {
      opened = vault.reopen(kept, name(), offer.size());
      return opened.isPresent() ? usable(opened.get(), proven) : Optional.empty();
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.DEBUG, "opening a partial file", e);
      opened.ifPresent(PartialFile::close);
      return Optional.empty();
    }
  }

  /** What the record says is right is taken for true, until the whole is looked at. */
  private Optional<Begun> usable(PartialFile file, ChunkDigests proven)
      throws VaultException, InterruptedException {
    Optional<PartialRecord.Chunks> chunks =
        PartialRecord.chunks(file.record(), offer.size(), file.written())
            .filter(c -> c.digests().plan().equals(proven.plan()));
    BitSet have = new BitSet();
    chunks.ifPresent(c ->
        c.all()
            .forEach((chunk, digest) -> have.set(chunk, Arrays.equals(digest, proven.get(chunk)))));
    if (have.isEmpty()) {
      file.discard();
      return Optional.empty();
    }
    file.truncate(file.written(), chunks.orElseThrow().headLength());
    file.note(chunks.orElseThrow().lines());
    return Optional.of(new Begun(file, have));
  }

  /** Whether a part that came in any order lies here, which only several sources can go on with. */
  static boolean isBegun(FileVault vault, Peer from, FileOffer offer) {
    try {
      return vault.kept().stream()
          .filter(k -> PartialRecord.isOf(k.record(), from, offer))
          .anyMatch(k -> PartialRecord.isOfPieces(k.record(), offer.size()));
    } catch (VaultException e) {
      return false;
    }
  }
}
