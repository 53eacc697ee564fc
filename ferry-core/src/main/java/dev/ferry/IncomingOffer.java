package dev.ferry;

import dev.ferry.port.FileVault;
import dev.ferry.port.FolderVault;
import dev.ferry.port.Picture;
import java.util.Optional;

/**
 * A file that a peer wants to send here. Nothing has been stored. The first answer counts; an offer
 * that is not answered is withdrawn by its sender sooner or later.
 */
public interface IncomingOffer {
  Transfer transfer();

  /** The name the file will get, safe for every file system and terminal. */
  String safeName();

  /** The name under which the sender lets this file be asked for again, if it does. */
  default Optional<String> publication() {
    return Optional.empty();
  }

  /** What the sender wrote beside the offer; not safe for a terminal. */
  default Optional<String> message() {
    return Optional.empty();
  }

  /** Whether the sender says that it has a small picture of the content. */
  default boolean hasThumbnail() {
    return false;
  }

  /**
   * Fetches that picture from the sender, which so learns that somebody looks at the offer; waits
   * some seconds at most.
   *
   * @return bytes of a stranger, of at most 32 KiB, whose digest is the one announced; empty when
   *     none can be had
   */
  default Optional<Picture> thumbnail() throws InterruptedException {
    return Optional.empty();
  }

  /** What will protect the bytes. */
  Assurance assurance();

  /**
   * Whether the account's list of contacts has the sender. Asks the server, so it may wait some
   * seconds; false when that gives no answer.
   */
  boolean fromContact() throws InterruptedException;

  /**
   * Accepts a file; it will be received into {@code into}. When the folder cannot take it the
   * transfer ends with {@link EndReason.StorageFailed} and the peer is told.
   */
  void accept(FileVault into);

  /**
   * Accepts a folder; it will be received into {@code into} with all that is in it. What {@link
   * #accept(FileVault)} says holds here too.
   *
   * @param executables whether files that may be run there may be run here
   * @throws IllegalStateException when it is no folder
   */
  void accept(FolderVault into, boolean executables);

  /**
   * Whether a part of this very file, from this sender, was accepted into that folder before and
   * lies there to go on with.
   */
  boolean continues(FileVault in);

  /**
   * Whether a part of what is offered, by this sender, was accepted into that folder before and
   * lies there to go on with: a folder of this name with as much in it.
   */
  boolean continues(FolderVault in, boolean executables);

  /** Declines; the peer is told. */
  void decline();
}
