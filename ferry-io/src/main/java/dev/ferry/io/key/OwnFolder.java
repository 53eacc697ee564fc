package dev.ferry.io.key;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A folder whose files only their owner can use. Any thread may call. */
record OwnFolder(Path path) {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** A lock on a file holds between processes; this one holds between the threads of one. */
  private static final ReentrantLock HERE = new ReentrantLock();

  /** What is done while nobody else changes the folder. */
  @FunctionalInterface
  interface Change<R> {
    R make() throws IOException;
  }

  /** Makes a change alone, among all threads and processes. */
  <R> R alone(Change<R> change) throws IOException {
    Files.createDirectories(path, only("rwx------"));
    HERE.lock();
    try (FileChannel channel =
            FileChannel.open(
                path.resolve(".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                only("rw-------"));
        FileLock lock = channel.lock()) {
      return change.make();
    } finally {
      HERE.unlock();
    }
  }

  /**
   * Reads a file whole; empty when there is none.
   *
   * @param secret whether it is refused when others could have read it
   */
  Optional<String> read(String name, boolean secret) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (secret && POSIX && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(
          file + " holds a secret but others can read it; close it with: chmod 600 " + file);
    }
    return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** Writes a file, as a whole or not at all. */
  void write(String name, String content) throws IOException {
    Path partial = Files.createTempFile(path, ".new-", "", only("rw-------"));
    try {
      Files.writeString(partial, content, StandardCharsets.UTF_8);
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(partial, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Makes the names of files that were written survive a loss of power, where that is possible. */
  void force() throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] only(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
