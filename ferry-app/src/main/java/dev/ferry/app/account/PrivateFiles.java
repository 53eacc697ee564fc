package dev.ferry.app.account;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
import java.util.Set;

/** Files and folders that only their owner can use. */
public final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private PrivateFiles() {}

  /** Makes the folder, and those above it, if need be; closes it to others. */
  public static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
    if (POSIX && openToOthers(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder;
  }

  /** Writes a file of that folder, as a whole or not at all. */
  public static void write(Path folder, String name, byte[] content) throws IOException {
    Path partial = Files.createTempFile(folder(folder), ".new-", "", attributes("rw-------"));
    try {
      Files.write(partial, content);
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Writes a file that does not exist yet into a folder that others may see. */
  public static void writeFile(Path file, byte[] content) throws IOException {
    Files.createFile(file, attributes("rw-------"));
    Files.write(file, content);
  }

  /** Closes an existing file to others. */
  public static void close(Path file) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /**
   * Reads a file that holds a secret.
   *
   * @throws IOException when it cannot be read, or when others could read it
   */
  public static String read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read " + file);
    }
    if (POSIX && openToOthers(file)) {
      throw new IOException(
          file + " holds a secret but others can read it; close it with: chmod 600 " + file);
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static boolean openToOthers(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
