package dev.ferry.app.report;

import dev.ferry.FolderSummary;
import dev.ferry.Transfer.Direction;
import java.util.Optional;

/**
 * The transfer that a report speaks of.
 *
 * @param peer who is on the other side
 * @param file the name on this device; for a file that comes in, the safe one
 * @param size bytes
 * @param path the file that is sent, on this device
 * @param folder what is in it, when it is a folder
 */
public record Subject(
    String id,
    Direction direction,
    String peer,
    String file,
    long size,
    Optional<String> path,
    Optional<FolderSummary> folder) {
  /** A single file. */
  public Subject(
      String id, Direction direction, String peer, String file, long size, Optional<String> path) {
    this(id, direction, peer, file, size, path, Optional.empty());
  }
}
