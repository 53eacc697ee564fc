package dev.ferry.sim.file;

import dev.ferry.port.FolderVault;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder that receives folders, in memory. What can go wrong is set at any time, from any task;
 * so is what came looked at.
 */
public final class SimFolderVault implements FolderVault {
  private final Tasks tasks;
  private final Monitor monitor;
  private final Map<String, SimPartialFolder> published = new LinkedHashMap<>();
  private final List<SimPartialFolder> partials = new ArrayList<>();
  private long room = Long.MAX_VALUE / 2;
  private boolean writable = true;
  private long forcing;
  private int numbered;

  public SimFolderVault(Tasks tasks) {
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

  /** From now on making one file durable takes so many nanoseconds. */
  public void forcing(long nanos) {
    monitor.change(() -> forcing = nanos);
  }

  /**
   * The device lost its power: what was not made durable is lost, also what is published, and
   * nobody uses anything.
   */
  public void powerCut() {
    monitor.change(() -> {
      partials.forEach(SimPartialFolder::powerCut);
      published.values().forEach(SimPartialFolder::powerCut);
    });
  }

  @Override
  public void check(long bytes) throws VaultException {
    attempt(() -> refuse(bytes));
  }

  @Override
  public PartialFolder begin(String name, String key, Tree tree) throws VaultException {
    var fresh = new SimPartialFolder(this, "partial-" + serial(), name, key, tree);
    attempt(() -> {
      refuse(0);
      partials.add(fresh);
    });
    return fresh;
  }

  private int serial() {
    int[] number = {0};
    monitor.change(() -> number[0] = ++numbered);
    return number[0];
  }

  @Override
  public List<Kept> kept() {
    List<Kept> all = new ArrayList<>();
    monitor.change(() ->
        partials.stream().filter(p -> !p.inUse()).forEach(p -> all.add(new Kept(p.id(), p.key()))));
    return all;
  }

  @Override
  public long bytes(Kept which) {
    long[] bytes = {0};
    monitor.change(() -> left(which).ifPresent(p -> bytes[0] = p.bytes()));
    return bytes[0];
  }

  private Optional<SimPartialFolder> left(Kept which) {
    return partials.stream().filter(p -> p.id().equals(which.id()) && !p.inUse()).findFirst();
  }

  @Override
  public Optional<PartialFolder> reopen(Kept which, String name, Tree tree) throws VaultException {
    List<PartialFolder> opened = new ArrayList<>(1);
    attempt(() -> {
      refuse(0);
      left(which)
          .ifPresent(left -> {
            SimPartialFolder again = left.again(name, tree);
            partials.set(partials.indexOf(left), again);
            opened.add(again);
          });
    });
    return opened.stream().findFirst();
  }

  /** Takes every moment for long ago, since partial folders have no time here. */
  @Override
  public int removeLeftovers(Instant before) {
    int[] removed = {0};
    monitor.change(() -> {
      int all = partials.size();
      partials.removeIf(p -> !p.inUse());
      removed[0] = all - partials.size();
    });
    return removed[0];
  }

  /** The folders that have their final names. */
  public List<ReceivedFolder> received() {
    List<ReceivedFolder> all = new ArrayList<>();
    monitor.change(() -> published.forEach((name, folder) -> all.add(folder.received(name))));
    return all;
  }

  /** The time that a file of a published folder was given. */
  public Optional<Instant> modified(String name, String path) {
    List<Instant> found = new ArrayList<>(1);
    monitor.change(
        () -> Optional.ofNullable(published.get(name)).ifPresent(f -> f.modified(path, found)));
    return found.stream().findFirst();
  }

  /** The partial folders that lie here: their names, and the paths of what is in them. */
  public Map<String, List<String>> leftovers() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    monitor.change(() -> partials.forEach(p -> all.put(p.name(), p.paths())));
    return all;
  }

  /** Partial folders and files that nobody has closed, for people. */
  public List<String> open() {
    List<String> open = new ArrayList<>();
    monitor.change(() -> partials.forEach(p -> open.addAll(p.open())));
    return open;
  }

  /** What may turn out to be impossible. */
  @FunctionalInterface
  interface Attempt {
    void run() throws VaultException;
  }

  void attempt(Attempt attempt) throws VaultException {
    List<VaultException> problem = new ArrayList<>(1);
    monitor.change(() -> {
      try {
        attempt.run();
      } catch (VaultException e) {
        problem.add(e);
      }
    });
    if (!problem.isEmpty()) {
      throw problem.getFirst();
    }
  }

  void change(Runnable change) {
    monitor.change(change);
  }

  void pauseToForce() throws InterruptedException {
    long[] nanos = {0};
    monitor.change(() -> nanos[0] = forcing);
    if (nanos[0] > 0) {
      tasks.sleep(nanos[0]);
    }
  }

  // What follows is called with the monitor held.

  private void refuse(long bytes) throws VaultException {
    if (!writable) {
      throw new VaultException(Kind.NOT_WRITABLE, "the folder cannot be written: choose another");
    }
    if (bytes > room) {
      throw new VaultException(
          Kind.NO_SPACE, bytes + " bytes are needed and " + room + " are free: make room");
    }
  }

  void take(long bytes) throws VaultException {
    refuse(bytes);
    room -= bytes;
  }

  void remove(SimPartialFolder folder) {
    partials.remove(folder);
  }

  /** Gives a folder its name, or the first numbered one that is free. */
  String publish(SimPartialFolder folder, String wanted) {
    String name = wanted;
    for (int number = 2; published.containsKey(name); number++) {
      name = wanted + " (" + number + ")";
    }
    partials.remove(folder);
    published.put(name, folder);
    return name;
  }
}
