package dev.ferry;

import dev.ferry.content.Hashes;
import java.time.Instant;
import java.util.Optional;

/**
 * A file, or a folder, as it is offered: what the sender says of it.
 *
 * @param name as the sender wrote it; not safe for a file system or a terminal
 * @param size bytes, never negative; of a folder those of all its files
 * @param hashes what the sender already knows of the content; may be empty
 * @param folder what is in it, when it is a folder
 */
public record FileOffer(
    String name,
    long size,
    Optional<String> mediaType,
    Hashes hashes,
    Optional<Instant> modified,
    Optional<FolderSummary> folder) {
  public FileOffer {
    if (size < 0) {
      throw new IllegalArgumentException("a file's size is below zero: " + size);
    }
  }

  /** A single file. */
  public FileOffer(
      String name,
      long size,
      Optional<String> mediaType,
      Hashes hashes,
      Optional<Instant> modified) {
    this(name, size, mediaType, hashes, modified, Optional.empty());
  }

  /** A folder with all that is in it. */
  public static FileOffer ofFolder(String name, long bytes, FolderSummary folder) {
    return new FileOffer(
        name, bytes, Optional.empty(), Hashes.none(), Optional.empty(), Optional.of(folder));
  }
}
