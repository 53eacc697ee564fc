package dev.ferry.io.file;

import dev.ferry.port.FolderVault;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of this device that receives folders. May be used from any task.
 *
 * <p>While a folder comes in, it lies in one called {@code .NAME.<random>.ferry-tree}, which only
 * its owner may enter: what came so far in {@code content}, beside it the caller's {@code key}, and
 * a {@code record} of the caller's notes, which is locked while it is used.
 */
public final class TreeVault implements FolderVault {
  static final String TREE = ".ferry-tree";
  static final String CONTENT = "content";
  static final String RECORD = "record";
  static final String KEY = "key";

  private static final Pattern OWN =
      Pattern.compile("\\..+\\.[0-9a-f]{16}\\.ferry-tree", Pattern.DOTALL);

  private final DirectoryVault files;
  private final Path root;
  private final Randomness random;

  private TreeVault(DirectoryVault files, Randomness random) {
    this.files = files;
    this.root = files.root();
    this.random = random;
  }

  /**
   * The vault in this folder, which is made if it is not there.
   *
   * @throws VaultException when it cannot be made or is no folder
   */
  public static TreeVault in(Path folder, Randomness random) throws VaultException {
    return new TreeVault(DirectoryVault.in(folder, random), random);
  }

  @Override
  public void check(long bytes) throws VaultException {
    files.check(bytes);
  }

  @Override
  public PartialFolder begin(String name, String key, Tree tree) throws VaultException {
    refuseUnsafe(name, key);
    check(0);
    try {
      String own = "." + NumberedName.shortened(name, 200) + "." + random.token(8) + TREE;
      makePrivate(own);
      return IncomingTree.in(root, TreeRecord.create(root, own, key), name, tree);
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  @Override
  public List<Kept> kept() throws VaultException {
    List<Kept> all = new ArrayList<>();
    try {
      for (String own : names()) {
        Optional<TreeRecord> record = TreeRecord.open(root, own);
        if (record.isPresent()) {
          all.add(new Kept(own, record.get().key()));
          record.get().close();
        }
      }
      return all;
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  @Override
  public long bytes(Kept which) throws VaultException {
    try (Folder folder = Folder.open(root);
        Folder mine = folder.enter(which.id())) {
      return isFolder(mine, CONTENT) ? Stock.bytes(mine, CONTENT) : 0;
    } catch (FileSystemException gone) {
      return 0;
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  @Override
  public Optional<PartialFolder> reopen(Kept which, String name, Tree tree) throws VaultException {
    refuseUnsafe(name, which.key());
    try {
      Optional<TreeRecord> record =
          OWN.matcher(which.id()).matches() ? TreeRecord.open(root, which.id()) : Optional.empty();
      return record.isPresent()
          ? Optional.of(IncomingTree.in(root, record.get(), name, tree))
          : Optional.empty();
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  private void makePrivate(String own) throws IOException {
    boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectory(root.resolve(own), owner);
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Folder folder = Folder.open(root)) {
      folder.eachName(name -> {
        if (OWN.matcher(name).matches()) {
          names.add(name);
        }
      });
    }
    return names;
  }

  @Override
  public int removeLeftovers(Instant before) throws VaultException {
    int removed = 0;
    try (Folder folder = Folder.open(root)) {
      for (String own : names()) {
        Optional<TreeRecord> record = TreeRecord.open(root, own);
        if (record.isPresent()) {
          try (TreeRecord mine = record.get()) {
            if (mine.lastNoted().isBefore(before)) {
              Removal.of(folder, own);
              removed++;
            }
          }
        }
      }
      return removed;
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  /**
   * Names are safe when they come here; one that could leave the folder is refused all the same.
   */
  private void refuseUnsafe(String name, String key) throws VaultException {
    boolean unsafe =
        name.isEmpty()
            || name.startsWith(".")
            || name.chars().anyMatch(c -> c == '/' || c == '\\' || c == 0)
            || key.indexOf('\n') >= 0;
    if (unsafe) {
      throw new VaultException(
          Kind.UNSAFE, "will not store a folder under this name in " + root + ": it is not safe");
    }
  }

  /** Whether that is a folder here, and no link to one. */
  static boolean isFolder(Folder in, String name) throws IOException {
    return in.attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  @Override
  public String toString() {
    return "folders of vault " + root;
  }
}
