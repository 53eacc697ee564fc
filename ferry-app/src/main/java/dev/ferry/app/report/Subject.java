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
 * @param called who is on the other side, for people
 */
public record Subject(
    String id,
    Direction direction,
    String peer,
    String file,
    long size,
    Optional<String> path,
    Optional<FolderSummary> folder,
    String called) {
  /** Of somebody who is called as they are reached. */
  public Subject(
      String id,
      Direction direction,
      String peer,
      String file,
      long size,
      Optional<String> path,
      Optional<FolderSummary> folder) {
    this(id, direction, peer, file, size, path, folder, peer);
  }

  /** The same of somebody whom people call otherwise. */
  public Subject calling(String name) {
    return new Subject(id, direction, peer, file, size, path, folder, name);
  }

  /** A single file. */
  public Subject(
      String id, Direction direction, String peer, String file, long size, Optional<String> path) {
    this(id, direction, peer, file, size, path, Optional.empty());
  }
}
