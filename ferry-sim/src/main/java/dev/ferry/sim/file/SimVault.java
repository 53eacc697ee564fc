package dev.ferry.sim.file;

import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder that receives files. What can go wrong is set at any time, from any task; so is what
 * came looked at. Only the first 64 megabytes that come of each file are kept, and the first one of
 * the file shown; its sum and size are of the whole.
 */
public final class SimVault implements FileVault {
  private static final int SHOWN = 1 << 20;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Map<String, SimPartialFile> published = new LinkedHashMap<>();
  private final List<SimPartialFile> partials = new ArrayList<>();
  private long room = Long.MAX_VALUE / 2;
  private long bytesPerSecond = Long.MAX_VALUE;
  private boolean writable = true;
  private int begun;

  public SimVault(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /** From now on there is room for so many bytes more, and each written takes from it. */
  public void room(long bytes) {
    monitor.change(() -> room = bytes);
  }

  /** From now on the folder can, or cannot, be written. */
  public void writable(boolean can) {
    monitor.change(() -> writable = can);
  }

  /** From now on writing takes its time. */
  public void slow(long perSecond) {
    monitor.change(() -> bytesPerSecond = perSecond);
  }

  @Override
  public void check(long size) throws VaultException {
    refuse(() -> problem(size));
  }

  @Override
  public PartialFile begin(String name, long size, String record) throws VaultException {
    List<SimPartialFile> made = new ArrayList<>(1);
    refuse(() -> {
      Optional<VaultException> problem = problem(size);
      if (problem.isEmpty()) {
        begun++;
        made.add(new SimPartialFile(this, "partial-" + begun, name, size, record));
        partials.addAll(made);
      }
      return problem;
    });
    return made.getFirst();
  }

  @Override
  public List<Kept> kept() {
    List<Kept> all = new ArrayList<>();
    monitor.change(() -> partials.forEach(p -> p.kept().ifPresent(all::add)));
    return all;
  }

  @Override
  public Optional<PartialFile> reopen(Kept which, String name, long size) {
    List<PartialFile> opened = new ArrayList<>(1);
    monitor.change(() ->
        partials.stream()
            .filter(p -> p.kept().filter(k -> k.id().equals(which.id())).isPresent())
            .filter(SimPartialFile::reopen)
            .forEach(opened::add));
    return opened.stream().findFirst();
  }

  /** Nothing has an age here: all that nobody uses goes. */
  @Override
  public int removeLeftovers(Instant before) {
    int[] removed = {0};
    monitor.change(() -> {
      List<SimPartialFile> free = partials.stream().filter(p -> p.kept().isPresent()).toList();
      free.forEach(p -> room += p.leftover().written());
      partials.removeAll(free);
      removed[0] = free.size();
    });
    return removed[0];
  }

  /** Leaves a partial file here whose bytes so far are zeros, however many. */
  public void leave(String name, long size, long written, String record) {
    Leftover left = new Leftover(name, size, written, record, false);
    monitor.change(() -> {
      begun++;
      var zeros = new Content.Kept(new byte[0]);
      partials.add(new SimPartialFile(this, left, "partial-" + begun, zeros));
    });
  }

  /** The device lost its power: what was not made durable is lost, and nobody uses anything. */
  public void powerCut() {
    monitor.change(() -> partials.forEach(SimPartialFile::powerCut));
  }

  /** A byte of every partial file that is this long changes by itself. */
  public void damage(long offset) {
    monitor.change(() ->
        partials.stream()
            .filter(p -> p.leftover().written() > offset)
            .forEach(p -> p.damage(offset)));
  }

  /** The files that have their final names. */
  public List<Received> received() {
    List<Received> all = new ArrayList<>();
    monitor.change(() -> published.forEach((name, file) -> all.add(file.received(name))));
    return all;
  }

  /** The first megabyte of a published file. */
  public byte[] content(String name) {
    List<byte[]> found = new ArrayList<>(1);
    monitor.change(
        () -> Optional.ofNullable(published.get(name)).ifPresent(f -> found.add(f.start(SHOWN))));
    if (found.isEmpty()) {
      throw new IllegalArgumentException("nothing was received under the name " + name);
    }
    return found.getFirst();
  }

  /** A file that has its final name here, to be given on; nobody changes it. */
  public Optional<FileSource> stored(String path) {
    List<FileSource> found = new ArrayList<>(1);
    monitor.change(() ->
        published.forEach((name, file) -> {
          if (SimPartialFile.path(name).equals(path)) {
            found.add(new SimStored(monitor, name, file));
          }
        }));
    return found.stream().findFirst();
  }

  /** A byte of a file that has its final name changes by itself. */
  public void spoil(String name, long offset) {
    monitor.change(() -> Optional.ofNullable(published.get(name)).ifPresent(f -> f.damage(offset)));
  }

  /** The partial files that lie here, in use or kept for a resume. */
  public List<Leftover> leftovers() {
    List<Leftover> all = new ArrayList<>();
    monitor.change(() -> partials.forEach(p -> all.add(p.leftover())));
    return all;
  }

  /** Partial files that nobody has closed, for people. */
  public List<String> open() {
    return leftovers().stream()
        .filter(Leftover::inUse)
        .map(l -> "partial file " + l.name())
        .toList();
  }

  Tasks tasks() {
    return tasks;
  }

  /** A change that may turn out to be impossible. */
  @FunctionalInterface
  interface Attempt {
    Optional<VaultException> run();
  }

  void refuse(Attempt attempt) throws VaultException {
    List<VaultException> problem = new ArrayList<>(1);
    monitor.change(() -> attempt.run().ifPresent(problem::add));
    if (!problem.isEmpty()) {
      throw problem.getFirst();
    }
  }

  void change(Runnable change) {
    monitor.change(change);
  }

  // What follows is called with the monitor held.

  private Optional<VaultException> problem(long size) {
    if (!writable) {
      return Optional.of(
          new VaultException(Kind.NOT_WRITABLE, "the folder cannot be written: choose another"));
    }
    return size > room ? Optional.of(full(size)) : Optional.empty();
  }

  private VaultException full(long size) {
    return new VaultException(
        Kind.NO_SPACE, size + " bytes are needed and " + room + " are free: make room");
  }

  /** Takes room for bytes to be written. */
  Optional<VaultException> take(long bytes) {
    Optional<VaultException> problem = problem(bytes);
    if (problem.isEmpty()) {
      room -= bytes;
    }
    return problem;
  }

  void give(long bytes) {
    room += bytes;
  }

  long rate() {
    return bytesPerSecond;
  }

  void discard(SimPartialFile file, long bytes) {
    partials.remove(file);
    room += bytes;
  }

  /** Gives a file its name, or the first numbered one that is free. */
  String publish(SimPartialFile file, String wanted) {
    String name = wanted;
    for (int i = 1; published.containsKey(name); i++) {
      name = numbered(wanted, i);
    }
    partials.remove(file);
    published.put(name, file);
    return name;
  }

  private static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return name.substring(0, end) + " (" + number + ")" + name.substring(end);
  }
}
