package dev.ferry.io.file;

import dev.ferry.port.FileVault;
import dev.ferry.port.Randomness;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder of this device that receives files. May be used from any task.
 *
 * <p>While a file comes in it is called {@code .NAME.<random>.ferry-part}, is readable by its owner
 * only, and has beside it {@code .NAME.<random>.ferry-record} with the caller's record, written
 * first. What is promised to files under way counts as taken when room is checked.
 *
 * <p>The folder may be named through links; once it is opened, nothing in it or in its place is.
 */
public final class DirectoryVault implements FileVault {
  static final String PART = ".ferry-part";
  static final String RECORD = ".ferry-record";

  private final Path root;
  private final Randomness random;
  private final AtomicLong promised = new AtomicLong();
  private final Partials partials;

  private DirectoryVault(Path root, Randomness random) {
    this.root = root;
    this.random = random;
    this.partials = new Partials(root, promised);
  }

  /**
   * The vault in this folder, which is made if it is not there.
   *
   * @throws VaultException when it cannot be made or is no folder
   */
  public static DirectoryVault in(Path folder, Randomness random) throws VaultException {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      return new DirectoryVault(absolute.toRealPath(), random);
    } catch (IOException e) {
      throw Trouble.notWritable(absolute, "it is no folder and cannot be made one", e);
    }
  }

  /** The folder, without links in its path. */
  public Path root() {
    return root;
  }

  @Override
  public void check(long size) throws VaultException {
    if (size < 0) {
      throw new VaultException(Kind.UNSAFE, "a file cannot have a size of " + size);
    }
    if (!Files.isDirectory(root)) {
      throw Trouble.notWritable(root, "it is gone", new IOException("no such folder"));
    }
    if (!Files.isWritable(root)) {
      throw Trouble.notWritable(root, "permission denied", new IOException("not writable"));
    }
    long room = Trouble.room(root) - promised.get();
    if (room < size) {
      throw new VaultException(
          Kind.NO_SPACE,
          "no room in %s: %,d bytes are needed, %,d are free; free some space, or choose another folder"
              .formatted(root, size, Math.max(room, 0)));
    }
  }

  @Override
  public PartialFile begin(String name, long size, String record) throws VaultException {
    refuseUnsafe(name);
    check(size);
    String own = "." + NumberedName.shortened(name, 200) + "." + random.token(8);
    try {
      return partials.begin(own, name, size, record);
    } catch (IOException e) {
      throw Trouble.of(root, size, e);
    }
  }

  @Override
  public List<Kept> kept() throws VaultException {
    try {
      return partials.kept();
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  @Override
  public Optional<PartialFile> reopen(Kept which, String name, long size) throws VaultException {
    refuseUnsafe(name);
    try {
      return partials.reopen(which.id(), name, size);
    } catch (IOException e) {
      throw Trouble.of(root, size, e);
    }
  }

  @Override
  public int removeLeftovers(Instant before) throws VaultException {
    try {
      return partials.remove(before);
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  /**
   * Names are safe when they come here; one that could leave the folder is refused all the same.
   */
  private void refuseUnsafe(String name) throws VaultException {
    boolean unsafe =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.chars().anyMatch(c -> c == '/' || c == '\\' || c == 0)
            || name.endsWith(PART)
            || name.endsWith(RECORD);
    if (unsafe) {
      throw new VaultException(
          Kind.UNSAFE, "will not store a file under this name in " + root + ": it is not safe");
    }
  }

  @Override
  public String toString() {
    return "vault " + root;
  }
}
