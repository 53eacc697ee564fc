package dev.ferry.app.offers;

import dev.ferry.folder.Listing;
import dev.ferry.io.file.DiskFile;
import dev.ferry.io.file.DiskFolder;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import dev.ferry.port.OfferLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files and folders that were offered from this home, and to whom. When it cannot be written a
 * file is offered all the same; only that it cannot be asked for again.
 */
public final class GivenFiles implements OfferLog {
  private static final System.Logger LOG = System.getLogger(GivenFiles.class.getName());
  private static final int MOST = 1000;
  private static final int FIELDS = 10;

  /** What a row had before folders could be asked for. */
  private static final int WITHOUT_FOLDERS = 9;

  private final Ledger ledger;

  public GivenFiles(Path folder) {
    this.ledger = new Ledger(folder, "given", MOST);
  }

  @Override
  public void keep(Entry entry) {
    try {
      ledger.put(
          List.of(
              entry.id(),
              entry.account(),
              entry.path(),
              entry.name(),
              Long.toString(entry.size()),
              entry.modified().map(Instant::toString).orElse(""),
              entry.mediaType().orElse(""),
              Boolean.toString(entry.secret()),
              entry.sha256().orElse(""),
              entry.listing().orElse("")));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an offer could not be noted", e);
    }
  }

  /** Its time is what the disk says, which may not know the sender's. */
  @Override
  public void received(Entry entry) {
    try {
      Optional<Instant> modified = DiskFile.at(Path.of(entry.path())).modified();
      keep(
          new Entry(
              entry.id(),
              entry.account(),
              entry.path(),
              entry.name(),
              entry.size(),
              modified,
              entry.mediaType(),
              entry.secret(),
              entry.sha256(),
              entry.listing()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what was received could not be noted", e);
    }
  }

  @Override
  public Optional<Entry> find(String id) {
    return entries().stream().filter(e -> e.id().equals(id)).findFirst();
  }

  @Override
  public List<Entry> offeredTo(String account) {
    return entries().stream().filter(e -> e.account().equals(account)).toList();
  }

  /** The latest first. */
  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try {
      for (List<String> row : ledger.rows(WITHOUT_FOLDERS, FIELDS)) {
        entry(row).ifPresent(entries::addFirst);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what was offered cannot be read", e);
    }
    return entries;
  }

  private static Optional<Entry> entry(List<String> row) {
    try {
      return Optional.of(
          new Entry(
              row.get(0),
              row.get(1),
              row.get(2),
              row.get(3),
              Long.parseLong(row.get(4)),
              said(row.get(5)).map(Instant::parse),
              said(row.get(6)),
              Boolean.parseBoolean(row.get(7)),
              said(row.get(8)),
              said(row.get(9))));
    } catch (NumberFormatException | DateTimeException odd) {
      return Optional.empty();
    }
  }

  private static Optional<String> said(String field) {
    return Optional.of(field).filter(f -> !f.isEmpty());
  }

  @Override
  public FileSource open(Entry entry) throws IOException {
    DiskFile file = DiskFile.at(Path.of(entry.path()));
    if (file.size() != entry.size() || !file.modified().equals(entry.modified())) {
      throw new IOException(file.path() + " was changed since it was offered");
    }
    return file;
  }

  @Override
  public FolderSource openFolder(Entry entry) throws IOException {
    DiskFolder folder = DiskFolder.at(Path.of(entry.path()));
    if (!entry.listing().equals(Optional.of(Listing.digest(folder.tree())))) {
      throw new IOException(folder.path() + " was changed since it was offered");
    }
    return folder;
  }
}
