package dev.ferry.io.file;

import dev.ferry.folder.FolderLimits;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Tree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A folder of this device with all that is in it, to be sent. Links in it are never followed.
 * Immutable; may be used from any task.
 *
 * @param root the folder, without links in its path
 * @param tree what was in it when this was made
 */
public record DiskFolder(Path root, String name, Tree tree, List<String> leftOut)
    implements FolderSource {
  public DiskFolder {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Lists the folder at a path. That path itself may lead through links.
   *
   * @throws IOException when it is not there, cannot be read, is no folder or has too much in it;
   *     the message names it
   */
  public static DiskFolder at(Path path) throws IOException {
    Path named = path.toAbsolutePath().normalize();
    Path root = real(named);
    if (!Files.isDirectory(root)) {
      throw new IOException(named + " is no folder");
    }
    if (named.getFileName() == null) {
      throw new IOException("the root folder has no name; send the folders in it");
    }
    TreeWalk walk = new TreeWalk(root, FolderLimits.standard());
    Tree tree = walk.walk();
    return new DiskFolder(root, named.getFileName().toString(), tree, walk.leftOut());
  }

  private static Path real(Path named) throws IOException {
    try {
      return named.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IOException("there is no folder " + named, e);
    }
  }

  @Override
  public String path() {
    return root.toString();
  }

  @Override
  public Opened open() throws IOException {
    return new OpenFolder(new Handles(tree, Folder.open(root), false));
  }

  /** Finds files by handles of the folders that they lie in. */
  private final class OpenFolder implements Opened {
    private final Handles handles;

    OpenFolder(Handles handles) {
      this.handles = handles;
    }

    @Override
    public FileSource.Reader open(int index) throws IOException {
      Folder home = handles.at(tree.folderOf(index));
      String name = tree.name(index);
      Optional<BasicFileAttributes> now = home.attributes(name);
      // Opening a pipe would wait for somebody to write to it.
      if (now.filter(BasicFileAttributes::isRegularFile).isEmpty()) {
        throw new IOException("it is no longer a regular file; send the folder again");
      }
      Optional<Instant> written = now.map(file -> file.lastModifiedTime().toInstant());
      if (tree.modified(index).isPresent() && !written.equals(tree.modified(index))) {
        throw new IOException("it was written to since it was offered; send the folder again");
      }
      FileChannel channel = home.openToRead(name);
      return DiskReader.of(() -> root + "/" + tree.path(index), tree.size(index), channel);
    }

    @Override
    public void close() {
      handles.close();
    }
  }
}
