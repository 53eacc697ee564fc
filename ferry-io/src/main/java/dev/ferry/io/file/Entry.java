package dev.ferry.io.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A file made here, known by what it is and not only by its name: when something else has taken the
 * name, that is left alone. Used by one task at a time.
 */
final class Entry {
  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> EXECUTE =
      Set.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Folder folder;
  private final String name;
  private final FileChannel channel;
  private final Optional<Set<PosixFilePermission>> usual;
  private final Optional<Object> key;

  private Entry(
      Folder folder, String name, FileChannel channel, Optional<Set<PosixFilePermission>> usual)
      throws IOException {
    this.folder = folder;
    this.name = name;
    this.channel = channel;
    this.usual = usual;
    this.key = folder.attributes(name).map(BasicFileAttributes::fileKey);
    folder.setPermissions(name, OWNER);
  }

  /** Makes a new file, readable by its owner only. */
  static Entry create(Folder folder, String name) throws IOException {
    FileChannel channel = folder.create(name);
    try {
      // New files get what the user's umask leaves; it is noted now and given back at the end.
      return new Entry(folder, name, channel, folder.permissions(name));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens a file made earlier. What the umask leaves is learnt from a new one. */
  static Entry open(Folder folder, String name) throws IOException {
    FileChannel channel = folder.open(name);
    try {
      if (folder.attributes(name).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
        throw new IOException(name + " is no regular file");
      }
      return new Entry(folder, name, channel, umask(folder, name + ".mask"));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Optional<Set<PosixFilePermission>> umask(Folder folder, String name)
      throws IOException {
    folder.create(name).close();
    try {
      return folder.permissions(name);
    } finally {
      folder.delete(name);
    }
  }

  String name() {
    return name;
  }

  FileChannel channel() {
    return channel;
  }

  /** Gives it the permissions of any new file of the user's, but none to be run. */
  void usualPermissions() throws IOException {
    if (usual.isPresent()) {
      Set<PosixFilePermission> given = new HashSet<>(usual.get());
      given.removeAll(EXECUTE);
      folder.setPermissions(name, given);
    }
  }

  /** Whether that name in the folder is this very file. */
  boolean isAt(String other) throws IOException {
    Optional<BasicFileAttributes> there = folder.attributes(other);
    return there.isPresent() && Objects.equals(there.map(BasicFileAttributes::fileKey), key);
  }

  /** Deletes the file if its name is still its own. */
  void delete() throws IOException {
    deleteIn(folder);
  }

  /** The same by another handle of the same folder. */
  void deleteIn(Folder same) throws IOException {
    channel.close();
    Optional<BasicFileAttributes> there = same.attributes(name);
    if (there.isPresent() && Objects.equals(there.map(BasicFileAttributes::fileKey), key)) {
      same.delete(name);
    }
  }
}
