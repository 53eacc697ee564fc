package dev.ferry.io.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A folder reached through a handle: whatever becomes of the path that led to it, names are looked
 * up in this very folder.
 */
final class HandleFolder implements Folder {
  private static final System.Logger LOG = System.getLogger(HandleFolder.class.getName());

  private final Path root;
  private final SecureDirectoryStream<Path> handle;

  HandleFolder(Path root, SecureDirectoryStream<Path> handle) {
    this.root = root;
    this.handle = handle;
  }

  private Path name(String name) {
    return root.getFileSystem().getPath(name);
  }

  /** Which folder this is, whatever its path. */
  Object key() throws IOException {
    return handle.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
  }

  @Override
  public FileChannel create(String name) throws IOException {
    return channel(
        name,
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            NOFOLLOW_LINKS));
  }

  @Override
  public FileChannel open(String name) throws IOException {
    return channel(name, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW_LINKS));
  }

  @Override
  public FileChannel openToRead(String name) throws IOException {
    return channel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
  }

  @Override
  public Folder enter(String name) throws IOException {
    SecureDirectoryStream<Path> inner = handle.newDirectoryStream(name(name), NOFOLLOW_LINKS);
    return new HandleFolder(root.resolve(name), inner);
  }

  /** Made by path, for Java has no other way; that it is in this very folder is checked. */
  @Override
  public void makeFolder(String name) throws IOException {
    Files.createDirectory(root.resolve(name));
    if (attributes(name).filter(BasicFileAttributes::isDirectory).isEmpty()) {
      throw new IOException(root + " was moved while folders were being made in it");
    }
  }

  @Override
  public void eachName(Consumer<String> see) throws IOException {
    try {
      handle.forEach(entry -> see.accept(String.valueOf(entry.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private FileChannel channel(String name, Set<OpenOption> how) throws IOException {
    SeekableByteChannel made = handle.newByteChannel(name(name), how);
    if (made instanceof FileChannel file) {
      return file;
    }
    made.close();
    throw new IOException("this file system gives no file channels");
  }

  @Override
  public Optional<BasicFileAttributes> attributes(String name) throws IOException {
    try {
      return view(name, BasicFileAttributeView.class).isPresent()
          ? Optional.of(view(name, BasicFileAttributeView.class).get().readAttributes())
          : Optional.empty();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private <V extends FileAttributeView> Optional<V> view(String name, Class<V> type) {
    return Optional.ofNullable(handle.getFileAttributeView(name(name), type, NOFOLLOW_LINKS));
  }

  @Override
  public Optional<Set<PosixFilePermission>> permissions(String name) throws IOException {
    Optional<PosixFileAttributeView> view = view(name, PosixFileAttributeView.class);
    return view.isPresent()
        ? Optional.of(view.get().readAttributes().permissions())
        : Optional.empty();
  }

  @Override
  public void setPermissions(String name, Set<PosixFilePermission> permissions) throws IOException {
    Optional<PosixFileAttributeView> view = view(name, PosixFileAttributeView.class);
    if (view.isPresent()) {
      view.get().setPermissions(permissions);
    }
  }

  @Override
  public void setModified(String name, Instant modified) throws IOException {
    Optional<BasicFileAttributeView> view = view(name, BasicFileAttributeView.class);
    if (view.isPresent()) {
      view.get().setTimes(FileTime.from(modified), null, null);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    handle.deleteFile(name(name));
  }

  /** Links are made by path, for Java has no other way; that the right folder got it is checked. */
  @Override
  public void link(String existing, String name) throws IOException {
    Files.createLink(root.resolve(name), root.resolve(existing));
    Optional<Object> made = attributes(name).map(BasicFileAttributes::fileKey);
    Optional<Object> meant = attributes(existing).map(BasicFileAttributes::fileKey);
    if (!Objects.equals(made, meant)) {
      throw new IOException(root + " was moved while a file was being stored");
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    handle.move(name(from), handle, name(to));
  }

  @Override
  public void moveFolder(String from, Folder to, String name) throws IOException {
    if (!(to instanceof HandleFolder target)) {
      throw new IOException(to + " is on another file system");
    }
    handle.move(name(from), target.handle, name(name));
  }

  @Override
  public void deleteFolder(String name) throws IOException {
    handle.deleteDirectory(name(name));
  }

  @Override
  public void sync() throws IOException {
    try (FileChannel folder = FileChannel.open(root, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public void close() {
    try {
      handle.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing " + root, e);
    }
  }
}
