package dev.ferry.sim.file;

import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.FolderVault.Output;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A folder on its way into a vault. What was noted and not kept is lost with its process; of a file
 * that was not forced, a loss of power leaves the length and no byte.
 */
final class SimPartialFolder implements PartialFolder {
  private enum State {
    IN_USE,
    KEPT,
    DISCARDED,
    PUBLISHED
  }

  private final SimFolderVault vault;
  private final String id;
  private final String name;
  private final Tree tree;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Set<String> durable = new HashSet<>();
  private final Map<String, Instant> times = new LinkedHashMap<>();
  private final List<String> programs = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> fresh = new ArrayList<>();
  private String key;
  private State state = State.IN_USE;
  private int writing;

  SimPartialFolder(SimFolderVault vault, String id, String name, String key, Tree tree) {
    this.vault = vault;
    this.id = id;
    this.name = name;
    this.key = key;
    this.tree = tree;
  }

  /** The same for a later attempt. */
  SimPartialFolder again(String wanted, Tree again) {
    SimPartialFolder next = new SimPartialFolder(vault, id, wanted, key, again);
    next.files.putAll(files);
    next.durable.addAll(durable);
    next.notes.addAll(notes);
    next.times.putAll(times);
    next.programs.addAll(programs);
    return next;
  }

  @Override
  public void becomes(String other) throws VaultException {
    vault.attempt(() -> {
      requireOpen();
      key = other;
      List<String> paths = IntStream.range(0, tree.files()).mapToObj(tree::path).toList();
      files.keySet().retainAll(paths);
      times.keySet().retainAll(paths);
      programs.retainAll(paths);
    });
  }

  @Override
  public void eachNote(Consumer<String> see) {
    List<String> all = new ArrayList<>();
    vault.change(() -> all.addAll(notes));
    all.forEach(see);
  }

  @Override
  public void note(String line) throws VaultException {
    vault.attempt(() -> {
      requireOpen();
      fresh.add(line);
    });
  }

  @Override
  public void keepNotes() throws VaultException {
    vault.attempt(() -> {
      requireOpen();
      notes.addAll(fresh);
      fresh.clear();
    });
  }

  @Override
  public long kept(int file) {
    long[] length = {0};
    vault.change(() -> length[0] = bytes(file).length);
    return length[0];
  }

  private byte[] bytes(int file) {
    return files.getOrDefault(tree.path(file), new byte[0]);
  }

  @Override
  public FileSource.Reader read(int file) {
    byte[][] copy = new byte[1][];
    vault.change(() -> copy[0] = bytes(file).clone());
    return new KeptBytes(copy[0]);
  }

  @Override
  public Output write(int file, long from) throws VaultException {
    vault.attempt(() -> {
      requireOpen();
      files.put(tree.path(file), Arrays.copyOf(bytes(file), (int) from));
      durable.remove(tree.path(file));
      writing++;
    });
    return new SimOutput(file);
  }

  private void requireOpen() throws VaultException {
    if (state != State.IN_USE) {
      throw new VaultException(Kind.FAILED, "the partial folder of " + name + " is closed");
    }
  }

  @Override
  public StoredFile publish() throws VaultException {
    String[] given = {name};
    vault.attempt(() -> {
      requireOpen();
      state = State.PUBLISHED;
      given[0] = vault.publish(this, name);
    });
    return new StoredFile(given[0], "sim:/vault/" + given[0]);
  }

  @Override
  public void discard() {
    vault.change(() -> {
      if (state == State.IN_USE || state == State.KEPT) {
        state = State.DISCARDED;
        vault.remove(this);
      }
    });
  }

  @Override
  public void close() {
    vault.change(() -> {
      if (state == State.IN_USE) {
        state = State.KEPT;
        notes.addAll(fresh);
        fresh.clear();
      }
    });
  }

  /** A file that is being written. */
  private final class SimOutput implements Output {
    private final int file;
    private boolean finished;
    private boolean closed;

    SimOutput(int file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer from) throws VaultException {
      vault.attempt(() -> {
        requireOpen();
        vault.take(from.remaining());
        byte[] before = bytes(file);
        byte[] after = Arrays.copyOf(before, before.length + from.remaining());
        from.get(after, before.length, from.remaining());
        files.put(tree.path(file), after);
      });
    }

    @Override
    public void finish() throws VaultException {
      vault.attempt(() -> {
        requireOpen();
        tree.modified(file).ifPresent(at -> times.put(tree.path(file), at));
        if (tree.executable(file)) {
          programs.add(tree.path(file));
        }
        finished = true;
      });
    }

    @Override
    public void force() throws VaultException, InterruptedException {
      vault.pauseToForce();
      vault.attempt(() -> {
        requireOpen();
        if (closed || !finished) {
          throw new VaultException(Kind.FAILED, tree.path(file) + " is not one to force");
        }
        durable.add(tree.path(file));
      });
      close();
    }

    @Override
    public void close() {
      vault.change(() -> {
        writing -= closed ? 0 : 1;
        closed = true;
      });
    }
  }

  // What follows is called with the vault's monitor held.

  void powerCut() {
    files.replaceAll((path, bytes) -> durable.contains(path) ? bytes : new byte[bytes.length]);
    fresh.clear();
    if (state == State.IN_USE) {
      state = State.KEPT;
    }
  }

  String name() {
    return name;
  }

  String id() {
    return id;
  }

  String key() {
    return key;
  }

  long bytes() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  boolean inUse() {
    return state == State.IN_USE;
  }

  List<String> paths() {
    return List.copyOf(files.keySet());
  }

  void modified(String path, List<Instant> into) {
    if (times.containsKey(path)) {
      into.add(times.get(path));
    }
  }

  List<String> open() {
    List<String> open = new ArrayList<>();
    if (inUse()) {
      open.add("partial folder " + name);
    }
    if (writing > 0) {
      open.add(writing + " files being written in " + name);
    }
    return open;
  }

  ReceivedFolder received(String given) {
    List<String> folders = IntStream.range(1, tree.folders()).mapToObj(tree::folderPath).toList();
    return new ReceivedFolder(given, new LinkedHashMap<>(files), folders, List.copyOf(programs));
  }
}
