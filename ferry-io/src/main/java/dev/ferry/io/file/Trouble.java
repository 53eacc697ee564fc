package dev.ferry.io.file;

import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** Says in words why a folder cannot take a file, and what to do. */
final class Trouble {
  private Trouble() {}

  /**
   * @param wanted how many bytes were still to be written
   */
  static VaultException of(Path root, long wanted, Exception e) {
    String text = text(e);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean full = lower.contains("no space") || lower.contains("quota") || room(root) < wanted;
    if (full) {
      return new VaultException(
          Kind.NO_SPACE,
          "no room in %s (%s): free some space, or choose another folder".formatted(root, text),
          e);
    }
    boolean refused =
        e instanceof AccessDeniedException
            || e instanceof NoSuchFileException
            || e instanceof NotDirectoryException
            || e instanceof ReadOnlyFileSystemException
            || lower.contains("read-only");
    return refused ? notWritable(root, text, e) : failed(root, text, e);
  }

  static VaultException notWritable(Path root, String why, Exception e) {
    return new VaultException(
        Kind.NOT_WRITABLE,
        "cannot write to %s (%s): check the folder and its permissions, or choose another"
            .formatted(root, why),
        e);
  }

  static VaultException failed(Path root, String why, Exception e) {
    return new VaultException(
        Kind.FAILED,
        "storing in %s failed (%s): check the disk, or choose another folder".formatted(root, why),
        e);
  }

  /** What the system says, without the path that it puts in front. */
  static String text(Exception e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (reason != null) {
      return reason;
    }
    return switch (e) {
      case NoSuchFileException _ -> "it does not exist";
      case NotDirectoryException _ -> "it is no folder";
      case AccessDeniedException _ -> "permission denied";
      default -> e.getClass().getSimpleName();
    };
  }

  /** Bytes that may still be written there; as many as can be where that is not known. */
  static long room(Path root) {
    try {
      var store = Files.getFileStore(root);
      return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }
}
