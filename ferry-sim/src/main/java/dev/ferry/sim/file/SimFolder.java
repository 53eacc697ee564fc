package dev.ferry.sim.file;

import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A folder to send, whose files can be changed at any time, as {@link SimFile} has it. Filled by
 * one task before it is sent.
 */
public final class SimFolder implements FolderSource {
  /** A folder while it is filled: its folders and files by their names. */
  private static final class Place {
    private final SequencedMap<String, Place> folders = new LinkedHashMap<>();
    private final SequencedMap<String, SimFile> files = new LinkedHashMap<>();
  }

  private final Tasks tasks;
  private final Monitor monitor;
  private final String name;
  private final Place root = new Place();
  private final List<String> executables = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private Optional<Listing> listing = Optional.empty();

  private int open;

  private record Listing(Tree tree, List<SimFile> files) {}

  public SimFolder(Tasks tasks, String name) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.name = name;
  }

  /** Adds a file, its bytes computed from its size. */
  public SimFolder with(String path, long size) {
    String[] names = path.split("/");
    String last = names[names.length - 1];
    place(names, names.length - 1).files.put(last, SimFile.generated(tasks, last, size, size));
    return this;
  }

  /** The same, for a file that may be run. */
  public SimFolder withProgram(String path, long size) {
    executables.add(path);
    return with(path, size);
  }

  /** Adds a folder with nothing in it. */
  public SimFolder withFolder(String path) {
    String[] names = path.split("/");
    place(names, names.length);
    return this;
  }

  /** Says that something is not sent. */
  public SimFolder without(String what) {
    leftOut.add(what);
    return this;
  }

  private Place place(String[] names, int count) {
    Place place = root;
    for (int i = 0; i < count; i++) {
      place = place.folders.computeIfAbsent(names[i], n -> new Place());
    }
    return place;
  }

  /** A file, to be changed or read. */
  public SimFile file(String path) {
    String[] names = path.split("/");
    return Optional.ofNullable(place(names, names.length - 1).files.get(names[names.length - 1]))
        .orElseThrow(() -> new IllegalArgumentException("there is no " + path));
  }

  /** All files, by their paths. */
  public Map<String, SimFile> files() {
    Map<String, SimFile> all = new LinkedHashMap<>();
    for (int file = 0; file < tree().files(); file++) {
      all.put(tree().path(file), listing().files().get(file));
    }
    return all;
  }

  /** Readings that nobody has closed, for people. */
  public List<String> readers() {
    List<String> readers = new ArrayList<>();
    monitor.change(() -> {
      if (open > 0) {
        readers.add("reader of " + path());
      }
    });
    listing().files().forEach(f -> readers.addAll(f.readers()));
    return readers;
  }

  private Listing listing() {
    if (listing.isEmpty()) {
      listing = Optional.of(list());
    }
    return listing.get();
  }

  /** Folder after folder, in the order in which they are found. */
  private Listing list() {
    Tree tree = new Tree();
    List<SimFile> files = new ArrayList<>();
    List<Place> places = new ArrayList<>(List.of(root));
    for (int folder = 0; folder < places.size(); folder++) {
      int parent = folder;
      places
          .get(folder)
          .folders
          .forEach((n, place) -> {
            tree.addFolder(parent, n);
            places.add(place);
          });
    }
    for (int folder = 0; folder < places.size(); folder++) {
      int home = folder;
      String above = folder == Tree.ROOT ? "" : tree.folderPath(folder) + "/";
      places
          .get(folder)
          .files
          .forEach((n, file) -> {
            tree.addFile(home, n, file.size(), file.modified(), executables.contains(above + n));
            files.add(file);
          });
    }
    return new Listing(tree, files);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String path() {
    return "sim:/" + name;
  }

  @Override
  public Tree tree() {
    return listing().tree();
  }

  @Override
  public List<String> leftOut() {
    return leftOut;
  }

  @Override
  public Opened open() {
    List<SimFile> files = listing().files();
    monitor.change(() -> open++);
    return new Opened() {
      private boolean closed;

      @Override
      public FileSource.Reader open(int file) throws IOException {
        return files.get(file).open();
      }

      @Override
      public void close() {
        monitor.change(() -> {
          open -= closed ? 0 : 1;
          closed = true;
        });
      }
    };
  }
}
