package dev.ferry.io.file;

import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.FolderVault.Output;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** A folder on its way into a {@link TreeVault}. Used by one task at a time. */
final class IncomingTree implements PartialFolder {
  private static final System.Logger LOG = System.getLogger(IncomingTree.class.getName());
  private static final int MOST_NUMBERS = 10_000;

  private enum State {
    OPEN,
    KEPT,
    DISCARDED,
    PUBLISHED
  }

  private final Path root;
  private final TreeRecord record;
  private final String name;
  private final Tree tree;
  private final Handles handles;
  private State state = State.OPEN;

  private IncomingTree(Path root, TreeRecord record, String name, Tree tree, Handles handles) {
    this.root = root;
    this.record = record;
    this.name = name;
    this.tree = tree;
    this.handles = handles;
  }

  /**
   * Opens the private folder that a record lies in.
   *
   * @param record closed with this, and also when this fails
   */
  static IncomingTree in(Path root, TreeRecord record, String name, Tree tree) throws IOException {
    try (Folder folder = Folder.open(root);
        Folder mine = folder.enter(record.own())) {
      if (!TreeVault.isFolder(mine, TreeVault.CONTENT)) {
        mine.makeFolder(TreeVault.CONTENT);
      }
      Handles handles = new Handles(tree, mine.enter(TreeVault.CONTENT), true);
      return new IncomingTree(root, record, name, tree, handles);
    } catch (IOException e) {
      record.close();
      throw e;
    }
  }

  /** What may fail as files do. */
  private interface Action<T> {
    T run() throws IOException;
  }

  private <T> T attempt(long wanted, Action<T> action) throws VaultException {
    if (state != State.OPEN) {
      throw new VaultException(Kind.FAILED, "%s was already ended here".formatted(name));
    }
    try {
      return action.run();
    } catch (VaultException e) {
      throw e;
    } catch (IOException e) {
      throw Trouble.of(root, wanted, e);
    }
  }

  @Override
  public void becomes(String key) throws VaultException {
    attempt(
        0,
        () -> {
          record.becomes(key);
          Stock.fit(handles, tree);
          return key;
        });
  }

  @Override
  public void eachNote(Consumer<String> see) throws VaultException {
    attempt(
        0,
        () -> {
          record.eachNote(see);
          return name;
        });
  }

  @Override
  public void note(String line) throws VaultException {
    attempt(
        0,
        () -> {
          record.note(line);
          return line;
        });
  }

  @Override
  public void keepNotes() throws VaultException {
    attempt(
        0,
        () -> {
          record.keep();
          return name;
        });
  }

  @Override
  public long kept(int file) throws VaultException {
    return attempt(
        0,
        () ->
            handles
                .at(tree.folderOf(file))
                .attributes(tree.name(file))
                .filter(BasicFileAttributes::isRegularFile)
                .map(BasicFileAttributes::size)
                .orElse(0L));
  }

  @Override
  public FileSource.Reader read(int file) throws VaultException {
    return attempt(
        0,
        () -> {
          FileChannel channel = handles.at(tree.folderOf(file)).openToRead(tree.name(file));
          return DiskReader.of(() -> tree.path(file), channel.size(), channel);
        });
  }

  @Override
  public Output write(int file, long from) throws VaultException {
    return attempt(
        tree.size(file) - from,
        () -> {
          Folder home = handles.at(tree.folderOf(file));
          return new TreeFile(root, home, tree, file, open(home, tree.name(file), from));
        });
  }

  private static FileChannel open(Folder home, String file, long from) throws IOException {
    if (from == 0) {
      try {
        return home.create(file);
      } catch (FileAlreadyExistsException leftByAnEarlierAttempt) {
        // It is written anew.
      }
    }
    if (home.attributes(file).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
      throw new IOException("something else has taken the place of a file");
    }
    FileChannel channel = home.open(file);
    try {
      channel.truncate(from).position(from);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public StoredFile publish() throws VaultException {
    return attempt(
        0,
        () -> {
          // The last first: whatever lies in a folder is made when that is made durable.
          for (int folder = tree.folders() - 1; folder >= Tree.ROOT; folder--) {
            handles.at(folder).sync();
          }
          handles.close();
          String given;
          try (Folder folder = Folder.open(root);
              Folder mine = folder.enter(record.own())) {
            given = give(folder, mine);
          }
          state = State.PUBLISHED;
          record.close();
          remove();
          return new StoredFile(given, root.resolve(given).toString());
        });
  }

  /**
   * A new folder takes the name, which the system refuses when it is taken; then it is replaced,
   * which the system refuses unless it is empty.
   */
  private String give(Folder folder, Folder mine) throws IOException {
    for (int number = 1; number <= MOST_NUMBERS; number++) {
      String wanted = number == 1 ? name : name + " (" + number + ")";
      try {
        folder.makeFolder(wanted);
        replace(folder, mine, wanted);
        return wanted;
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException taken) {
        continue;
      }
    }
    throw new IOException("there are already " + MOST_NUMBERS + " folders of this name");
  }

  private static void replace(Folder folder, Folder mine, String wanted) throws IOException {
    try {
      mine.moveFolder(TreeVault.CONTENT, folder, wanted);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException taken) {
      throw taken;
    } catch (IOException e) {
      folder.deleteFolder(wanted);
      throw e;
    }
  }

  /** What fails here leaves only a trace in the log. */
  private void remove() {
    try (Folder folder = Folder.open(root)) {
      Removal.of(folder, record.own());
      folder.sync();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "tidying up " + record.own() + " in " + root, e);
    }
  }

  @Override
  public void discard() {
    if (state == State.OPEN) {
      close();
    }
    if (state == State.KEPT) {
      state = State.DISCARDED;
      remove();
    }
  }

  @Override
  public void close() {
    if (state == State.OPEN) {
      state = State.KEPT;
      handles.close();
      record.close();
    }
  }
}
