package dev.ferry.io.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An open folder whose entries are reached by their names alone. No operation follows a link. Used
 * by one task at a time.
 */
interface Folder extends AutoCloseable {
  /**
   * Opens the folder that a real path (one without links) names.
   *
   * @throws IOException also when a link has taken its place
   */
  static Folder open(Path root) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (!(stream instanceof SecureDirectoryStream<Path> handle)) {
      stream.close();
      return new PathFolder(root);
    }
    HandleFolder folder = new HandleFolder(root, handle);
    try {
      Object there =
          Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      if (!root.toRealPath().equals(root) || !Objects.equals(there, folder.key())) {
        throw new IOException(root + " was replaced by a link");
      }
      return folder;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Makes a new, empty file and opens it for reading and writing.
   *
   * @throws FileAlreadyExistsException when anything of that name is there
   */
  FileChannel create(String name) throws IOException;

  /** Opens a file that is there for reading and writing; a link is refused. */
  FileChannel open(String name) throws IOException;

  /** The same for reading only. */
  FileChannel openToRead(String name) throws IOException;

  /** Opens a folder in this one; a link is refused. */
  Folder enter(String name) throws IOException;

  /**
   * Makes a new folder in this one.
   *
   * @throws FileAlreadyExistsException when anything of that name is there
   */
  void makeFolder(String name) throws IOException;

  /** Shows each name in this folder, in no order; once only. */
  void eachName(Consumer<String> see) throws IOException;

  /** Empty when nothing of that name is there. */
  Optional<BasicFileAttributes> attributes(String name) throws IOException;

  /** Empty where the file system knows no such permissions. */
  Optional<Set<PosixFilePermission>> permissions(String name) throws IOException;

  void setPermissions(String name, Set<PosixFilePermission> permissions) throws IOException;

  void setModified(String name, Instant modified) throws IOException;

  void delete(String name) throws IOException;

  /**
   * Gives a file a second name.
   *
   * @throws FileAlreadyExistsException when anything of that name is there
   */
  void link(String existing, String name) throws IOException;

  /** Gives a file another name, replacing what has it. */
  void rename(String from, String to) throws IOException;

  /** Moves a folder to another place, where nothing or an empty folder may be. */
  void moveFolder(String from, Folder to, String name) throws IOException;

  /** Deletes a folder with nothing in it. */
  void deleteFolder(String name) throws IOException;

  /** Makes the names in this folder durable. */
  void sync() throws IOException;

  /** Closes the handle; never throws. */
  @Override
  void close();
}
