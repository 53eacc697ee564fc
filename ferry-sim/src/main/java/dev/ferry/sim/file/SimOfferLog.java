package dev.ferry.sim.file;

import dev.ferry.folder.Listing;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.OfferLog;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What was offered, kept in memory; which files there still are, a test says. */
public final class SimOfferLog implements OfferLog {
  private final Monitor monitor;
  private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, FileSource> files = new LinkedHashMap<>();
  private final List<SimVault> vaults = new ArrayList<>();
  private final Map<String, FolderSource> folders = new LinkedHashMap<>();

  public SimOfferLog(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** From now on this is the file of its path. */
  public void put(FileSource file) {
    monitor.change(() -> files.put(file.path(), file));
  }

  /** From now on this is the file of a path, as where it was received. */
  public void put(String path, FileSource file) {
    monitor.change(() -> files.put(path, file));
  }

  /** From now on this is the folder of its path. */
  public void put(FolderSource folder) {
    monitor.change(() -> folders.put(folder.path(), folder));
  }

  /** From now on there is no such file. */
  public void remove(FileSource file) {
    monitor.change(() -> files.remove(file.path()));
  }

  /** What comes into this vault can be given on. */
  public void receivesInto(SimVault vault) {
    monitor.change(() -> vaults.add(vault));
  }

  private Optional<FileSource> stored(String path) {
    List<SimVault> all = new ArrayList<>();
    monitor.change(() -> all.addAll(vaults));
    return all.stream().flatMap(v -> v.stored(path).stream()).findFirst();
  }

  /** All that is kept, the latest first. */
  public List<Entry> entries() {
    List<Entry> all = new ArrayList<>();
    monitor.change(() -> all.addAll(entries.sequencedValues().reversed()));
    return all;
  }

  @Override
  public void keep(Entry entry) {
    monitor.change(() -> entries.put(entry.id(), entry));
  }

  /** A test puts the file, or says into which vault it came. */
  @Override
  public void received(Entry entry) {
    keep(entry);
  }

  @Override
  public Optional<Entry> find(String id) {
    return entries().stream().filter(e -> e.id().equals(id)).findFirst();
  }

  @Override
  public List<Entry> offeredTo(String account) {
    return entries().stream().filter(e -> e.account().equals(account)).toList();
  }

  @Override
  public FileSource open(Entry entry) throws IOException {
    List<FileSource> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(files.get(entry.path())).ifPresent(found::add));
    if (found.isEmpty()) {
      stored(entry.path()).ifPresent(found::add);
    }
    return found.stream()
        .filter(f -> f.size() == entry.size() && f.modified().equals(entry.modified()))
        .findFirst()
        .orElseThrow(() -> new IOException("gone or changed: " + entry.path()));
  }

  @Override
  public FolderSource openFolder(Entry entry) throws IOException {
    List<FolderSource> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(folders.get(entry.path())).ifPresent(found::add));
    return found.stream()
        .filter(f -> entry.listing().equals(Optional.of(Listing.digest(f.tree()))))
        .findFirst()
        .orElseThrow(() -> new IOException("gone or changed: " + entry.path()));
  }
}
