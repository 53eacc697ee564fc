package dev.ferry.io.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A folder reached by its path, where the file system has no handles (Windows). */
final class PathFolder implements Folder {
  private final Path root;

  PathFolder(Path root) {
    this.root = root;
  }

  @Override
  public FileChannel create(String name) throws IOException {
    return FileChannel.open(
        root.resolve(name),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        NOFOLLOW_LINKS);
  }

  @Override
  public FileChannel open(String name) throws IOException {
    return FileChannel.open(
        root.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
  }

  @Override
  public FileChannel openToRead(String name) throws IOException {
    return FileChannel.open(root.resolve(name), StandardOpenOption.READ, NOFOLLOW_LINKS);
  }

  @Override
  public Folder enter(String name) throws IOException {
    if (attributes(name).filter(BasicFileAttributes::isDirectory).isEmpty()) {
      throw new NotDirectoryException(root.resolve(name).toString());
    }
    return new PathFolder(root.resolve(name));
  }

  @Override
  public void makeFolder(String name) throws IOException {
    Files.createDirectory(root.resolve(name));
  }

  @Override
  public void eachName(Consumer<String> see) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      entries.forEach(entry -> see.accept(String.valueOf(entry.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public Optional<BasicFileAttributes> attributes(String name) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(root.resolve(name), BasicFileAttributes.class, NOFOLLOW_LINKS));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private Optional<PosixFileAttributeView> posix(String name) {
    return Optional.ofNullable(
        Files.getFileAttributeView(
            root.resolve(name), PosixFileAttributeView.class, NOFOLLOW_LINKS));
  }

  @Override
  public Optional<Set<PosixFilePermission>> permissions(String name) throws IOException {
    Optional<PosixFileAttributeView> view = posix(name);
    return view.isPresent()
        ? Optional.of(view.get().readAttributes().permissions())
        : Optional.empty();
  }

  @Override
  public void setPermissions(String name, Set<PosixFilePermission> permissions) throws IOException {
    Optional<PosixFileAttributeView> view = posix(name);
    if (view.isPresent()) {
      Files.setPosixFilePermissions(root.resolve(name), permissions);
    }
  }

  @Override
  public void setModified(String name, Instant modified) throws IOException {
    Files.getFileAttributeView(root.resolve(name), BasicFileAttributeView.class, NOFOLLOW_LINKS)
        .setTimes(FileTime.from(modified), null, null);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(root.resolve(name));
  }

  @Override
  public void link(String existing, String name) throws IOException {
    Files.createLink(root.resolve(name), root.resolve(existing));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A folder is not moved over an empty one here, so that goes first. */
  @Override
  public void moveFolder(String from, Folder to, String name) throws IOException {
    if (!(to instanceof PathFolder target)) {
      throw new IOException(to + " is on another file system");
    }
    Files.deleteIfExists(target.root.resolve(name));
    Files.move(root.resolve(from), target.root.resolve(name));
  }

  @Override
  public void deleteFolder(String name) throws IOException {
    Files.delete(root.resolve(name));
  }

  /** Folders cannot be opened here; their file systems keep names durable by themselves. */
  @Override
  public void sync() {}

  @Override
  public void close() {}
}
