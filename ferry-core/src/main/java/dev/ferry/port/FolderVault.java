package dev.ferry.port;

import dev.ferry.port.FileVault.StoredFile;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

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
   * Makes a partial folder under a name of its own, or goes on with the one that an earlier attempt
   * left under the same key. Called only after consent.
   *
   * @param name the final name wanted, already made safe (one path component)
   * @param key which tree this is; one line
   * @param tree what will be in it, with names already made safe and told apart
   */
  PartialFolder begin(String name, String key, Tree tree) throws VaultException;

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
    /** Whether an earlier attempt has left it. */
    boolean resumed();

    /** What has been noted, the oldest first; nothing in a new one. */
    List<String> notes() throws VaultException;

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
     * Makes the folders that are still missing, then gives the whole its final name, numbered if
     * that is taken.
     */
    StoredFile publish() throws VaultException;

    /** Deletes all of it; idempotent, never throws. */
    void discard();

    /** Keeps all of it for a later attempt; idempotent, never throws. */
    @Override
    void close();
  }

  /** A file of a partial folder that is being written. */
  interface Output extends AutoCloseable {
    /** Appends all that remains in {@code from}. */
    void write(ByteBuffer from) throws VaultException, InterruptedException;

    /** Gives the file its time, and the right to be run if the tree says so; then closes it. */
    void finish() throws VaultException;

    /** Keeps what was written; idempotent, never throws. */
    @Override
    void close();
  }
}
