package dev.ferry.io.file;

import dev.ferry.io.file.IncomingFile.Parts;
import dev.ferry.port.FileVault.Kept;
import dev.ferry.port.FileVault.PartialFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The partial files of one vault, each known by its hidden name without ending. Any task. */
final class Partials {
  private final Path root;
  private final AtomicLong promised;

  Partials(Path root, AtomicLong promised) {
    this.root = root;
    this.promised = promised;
  }

  /** Makes record and file, in this order. */
  PartialFile begin(String own, String name, long size, String record) throws IOException {
    Folder folder = Folder.open(root);
    try {
      Sidecar sidecar = Sidecar.create(folder, own + DirectoryVault.RECORD, record);
      InUse claim = claim(own).orElseThrow(() -> new IOException("a name was given twice"));
      try {
        Entry part = Entry.create(folder, own + DirectoryVault.PART);
        // Nobody else knows the file yet.
        boolean unused = claim.lock(part.channel());
        return new IncomingFile(
            new Parts(root, folder, part, sidecar, claim, promised), name, size, 0);
      } catch (IOException e) {
        claim.close();
        sidecar.entry().delete();
        throw e;
      }
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  private Optional<InUse> claim(String own) {
    return InUse.claim(root.resolve(own + DirectoryVault.PART));
  }

  /** Opens both again; empty when they are in use, gone, or longer than they may be. */
  Optional<PartialFile> reopen(String own, String name, long size) throws IOException {
    Optional<InUse> claim = claim(own);
    Optional<PartialFile> opened = Optional.empty();
    try {
      opened = claim.isPresent() ? locked(claim.get(), own, name, size) : opened;
      return opened;
    } catch (NoSuchFileException gone) {
      return opened;
    } finally {
      if (opened.isEmpty()) {
        claim.ifPresent(InUse::close);
      }
    }
  }

  private Optional<PartialFile> locked(InUse claim, String own, String name, long size)
      throws IOException {
    Folder folder = Folder.open(root);
    List<AutoCloseable> open = new ArrayList<>(List.of(folder));
    try {
      Entry part = Entry.open(folder, own + DirectoryVault.PART);
      open.add(part.channel());
      Sidecar sidecar = Sidecar.open(folder, own + DirectoryVault.RECORD);
      open.add(sidecar.entry().channel());
      long written = part.channel().size();
      if (written > size || !claim.lock(part.channel())) {
        return Optional.empty();
      }
      open.clear();
      return Optional.of(
          new IncomingFile(
              new Parts(root, folder, part, sidecar, claim, promised), name, size, written));
    } finally {
      closeAll(open);
    }
  }

  private static void closeAll(List<AutoCloseable> open) throws IOException {
    for (AutoCloseable one : open.reversed()) {
      try {
        one.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  List<Kept> kept() throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Folder folder = Folder.open(root)) {
      for (String record : Leftovers.names(root, DirectoryVault.RECORD)) {
        String own = record.substring(0, record.length() - DirectoryVault.RECORD.length());
        boolean whole =
            isFile(folder, record) && isFile(folder, own + DirectoryVault.PART) && isFree(own);
        if (whole) {
          kept.add(new Kept(own, Sidecar.head(folder, record, Kept.RECORD_HEAD)));
        }
      }
    }
    return kept;
  }

  private static boolean isFile(Folder folder, String name) throws IOException {
    return folder.attributes(name).filter(BasicFileAttributes::isRegularFile).isPresent();
  }

  /** Whether this process does not use it; that of others shows when it is opened. */
  private boolean isFree(String own) {
    Optional<InUse> claim = claim(own);
    claim.ifPresent(InUse::close);
    return claim.isPresent();
  }

  /** Deletes those last written before a moment; answers how many files that were. */
  int remove(Instant before) throws IOException {
    int removed = 0;
    try (Folder folder = Folder.open(root)) {
      for (String part : Leftovers.names(root, DirectoryVault.PART)) {
        String own = part.substring(0, part.length() - DirectoryVault.PART.length());
        if (Leftovers.isOld(folder, part, before) && isUnused(folder, own)) {
          removed += delete(folder, part) + delete(folder, own + DirectoryVault.RECORD);
        }
      }
      for (String record : Leftovers.names(root, DirectoryVault.RECORD)) {
        String own = record.substring(0, record.length() - DirectoryVault.RECORD.length());
        boolean alone = folder.attributes(own + DirectoryVault.PART).isEmpty();
        removed += alone && Leftovers.isOld(folder, record, before) ? delete(folder, record) : 0;
      }
    }
    return removed;
  }

  private static int delete(Folder folder, String name) throws IOException {
    if (!isFile(folder, name)) {
      return 0;
    }
    folder.delete(name);
    return 1;
  }

  private boolean isUnused(Folder folder, String own) throws IOException {
    Optional<InUse> claim = claim(own);
    if (claim.isEmpty()) {
      return false;
    }
    try (InUse here = claim.get();
        FileChannel part = folder.open(own + DirectoryVault.PART)) {
      return here.lock(part);
    }
  }
}
