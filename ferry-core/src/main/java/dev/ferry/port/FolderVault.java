package dev.ferry.port;

import dev.ferry.port.FileVault.StoredFile;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The folder that receives whole folders. Nothing is ever written outside of it, no link in it is
 * followed or made, nothing in it is overwritten.
 */
public interface FolderVault {
  /**
   * Checks that so many bytes can be received. Stores nothing.
   *
   * @throws VaultException when the folder cannot be written or has no room
   */
  void check(long bytes) throws VaultException;

  /**
   * Makes a partial folder under a name of its own. Called only after consent.
   *
   * @param name the final name wanted, already made safe (one path component)
   * @param key which tree this is; one line
   * @param tree what will be in it, with names already made safe and told apart
   */
  PartialFolder begin(String name, String key, Tree tree) throws VaultException;

  /** The partial folders that lie here and that nobody uses, in any order. */
  List<Kept> kept() throws VaultException;

  /** How many bytes of files lie in a partial folder; 0 when it is gone. */
  long bytes(Kept which) throws VaultException;

  /**
   * Opens a partial folder again, to go on with it.
   *
   * @param tree what will be in it, which need not be what it was begun for; see {@link
   *     PartialFolder#becomes}
   * @return empty when it is gone, or in use by another transfer or process
   */
  Optional<PartialFolder> reopen(Kept which, String name, Tree tree) throws VaultException;

  /**
   * A partial folder that lies in a vault.
   *
   * @param id unique in its vault
   * @param key of the tree that it was last used for
   */
  record Kept(String id, String key) {}

  /**
   * Deletes partial folders that were last noted in before a moment: what transfers left behind
   * that nobody came back for. What is in use stays.
   *
   * @return how many partial folders were deleted
   */
  int removeLeftovers(Instant before) throws VaultException;

  /**
   * A folder on its way in, not yet visible under its final name. Used by one task at a time; files
   * are named by their numbers in the tree.
   */
  interface PartialFolder extends AutoCloseable {
    /**
     * From now on this is another tree's folder: what lies here and is nothing of its tree is
     * deleted.
     *
     * @param key which tree; one line
     */
    void becomes(String key) throws VaultException;

    /** Shows each note of earlier attempts, the oldest first; one may have been cut off. */
    void eachNote(Consumer<String> see) throws VaultException;

    /** Notes a line, for a later attempt to read. It may get lost until {@link #keepNotes}. */
    void note(String line) throws VaultException;

    /** Makes the notes survive the death of this process. */
    void keepNotes() throws VaultException;

    /** How many bytes of a file lie here; 0 when there is none, or what is there is no file. */
    long kept(int file) throws VaultException;

    /** Opens what lies here of a file for reading. */
    FileSource.Reader read(int file) throws VaultException;

    /**
     * Opens a file for writing; what lay here beyond {@code from} is cut off.
     *
     * @param from 0 for a file that need not be there yet
     */
    Output write(int file, long from) throws VaultException;

    /**
     * Makes the folders that are still missing and all names durable, then gives the whole its
     * final name, numbered if that is taken. Every file was forced before.
     */
    StoredFile publish() throws VaultException;

    /** Deletes all of it; idempotent, never throws. */
    void discard();

    /** Keeps all of it for a later attempt; idempotent, never throws. */
    @Override
    void close();
  }

  /** A file of a partial folder that is being written. Used by one task at a time. */
  interface Output extends AutoCloseable {
    /** Appends all that remains in {@code from}. */
    void write(ByteBuffer from) throws VaultException, InterruptedException;

    /** Gives the file its time, and the right to be run if the tree says so; nothing is added. */
    void finish() throws VaultException;

    /** Makes a finished file durable, then closes it; while others are written, also by others. */
    void force() throws VaultException, InterruptedException;

    /** Keeps what was written, which may be lost with the power; idempotent, never throws. */
    @Override
    void close();
  }
}
