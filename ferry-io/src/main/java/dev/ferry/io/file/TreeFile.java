package dev.ferry.io.file;

import dev.ferry.port.FolderVault.Output;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file of an {@link IncomingTree} that is being written. Used by one task at a time. */
final class TreeFile implements Output {
  private static final System.Logger LOG = System.getLogger(TreeFile.class.getName());

  private static final Map<PosixFilePermission, PosixFilePermission> RUN =
      Map.of(
          PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

  private final Path root;
  private final Folder home;
  private final Tree tree;
  private final int file;
  private final FileChannel channel;

  /**
   * @param home stays open until this is finished; it is not needed to force it
   */
  TreeFile(Path root, Folder home, Tree tree, int file, FileChannel channel) {
    this.root = root;
    this.home = home;
    this.tree = tree;
    this.file = file;
    this.channel = channel;
  }

  @Override
  public void write(ByteBuffer from) throws VaultException, InterruptedException {
    try {
      while (from.hasRemaining()) {
        channel.write(from);
      }
    } catch (ClosedByInterruptException cancelled) {
      boolean unused = Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw Trouble.of(root, from.remaining(), e);
    }
  }

  @Override
  public void finish() throws VaultException {
    try {
      if (tree.executable(file)) {
        letRun(tree.name(file));
      }
      Optional<Instant> modified = tree.modified(file);
      if (modified.isPresent()) {
        home.setModified(tree.name(file), modified.get());
      }
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  @Override
  public void force() throws VaultException, InterruptedException {
    try {
      channel.force(true);
      channel.close();
    } catch (ClosedByInterruptException cancelled) {
      boolean unused = Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  /** Whoever may read it may run it; nothing else of the sender's rights is taken over. */
  private void letRun(String name) throws IOException {
    Optional<Set<PosixFilePermission>> now = home.permissions(name);
    if (now.isPresent()) {
      Set<PosixFilePermission> given = EnumSet.copyOf(now.get());
      now.get().forEach(p -> Optional.ofNullable(RUN.get(p)).ifPresent(given::add));
      home.setPermissions(name, given);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a file in " + root, e);
    }
  }
}
