package dev.ferry.port;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The folder that receives files. Nothing is ever written outside of it, no link in it is followed,
 * no file in it is overwritten.
 */
public interface FileVault {
  /**
   * Checks that a file of {@code size} bytes can be received: the folder can be written and has
   * room. Stores nothing.
   *
   * @throws VaultException saying which of the two fails
   */
  void check(long size) throws VaultException;

  /**
   * Creates a partial file under a name of its own, with its sidecar record. Called only after
   * consent.
   *
   * @param name the final name wanted, already made safe (one path component)
   * @param record what a later resume needs to know; opaque to the vault
   */
  PartialFile begin(String name, long size, String record) throws VaultException;

  /** The partial files that lie here and that nobody uses, in any order. */
  List<Kept> kept() throws VaultException;

  /**
   * Opens a partial file again, to go on where it ends.
   *
   * @param name the final name wanted, as for {@link #begin}
   * @param size of the whole file
   * @return empty when it is gone, or in use by another transfer or process
   */
  Optional<PartialFile> reopen(Kept which, String name, long size) throws VaultException;

  /**
   * Deletes partial files, with their records, that were last written before a moment: what
   * transfers left behind that nobody came back for. What is in use stays.
   *
   * @return how many files were deleted, records included
   */
  int removeLeftovers(Instant before) throws VaultException;

  /**
   * A partial file that lies in a vault.
   *
   * @param id unique in its vault
   * @param record the beginning of its record, {@link #RECORD_HEAD} bytes at most
   */
  record Kept(String id, String record) {
    public static final int RECORD_HEAD = 8192;
  }

  /**
   * A file on its way in, not yet visible under its final name; nobody else can open it meanwhile.
   * Used by one task at a time, but that {@link #readBack}, {@link #force} and {@link #note} may be
   * called while another task writes.
   */
  interface PartialFile extends AutoCloseable {
    /** Bytes written so far, which is also where the next write goes. */
    long written();

    /** Appends all that remains in {@code from}. */
    void write(ByteBuffer from) throws VaultException, InterruptedException;

    /**
     * Reads what was written.
     *
     * @return how many bytes were read; -1 at the end
     */
    int readBack(ByteBuffer into, long offset) throws VaultException, InterruptedException;

    /** Replaces bytes that were written before with all that remains in {@code from}. */
    void rewrite(ByteBuffer from, long offset) throws VaultException, InterruptedException;

    /**
     * Puts all that remains in {@code from} at any place within the file's size; {@link #written}
     * is then the end of the last byte that was put or written. What lies between and never came
     * reads as zeros. Several tasks may put at places of their own at once.
     */
    void put(ByteBuffer from, long offset) throws VaultException, InterruptedException;

    /** Makes durable what was written until now. */
    void force() throws VaultException, InterruptedException;

    /** The record: what was given at the beginning, and all that was noted since. */
    String record() throws VaultException;

    /** Adds to the record. What it says must be durable already. */
    void note(String text) throws VaultException, InterruptedException;

    /**
     * Forgets what a cut may have torn: the file's bytes past one place, the record's past another.
     */
    void truncate(long written, int record) throws VaultException;

    /**
     * Makes the bytes durable, then gives the file its final name, numbered if that name is taken.
     *
     * @param modified the modification time to set, if known
     */
    StoredFile publish(Optional<Instant> modified) throws VaultException;

    /** Deletes the partial file and its record; idempotent, never throws. */
    void discard();

    /** Keeps what was written for a later resume; idempotent, never throws. */
    @Override
    void close();
  }

  /**
   * Where a received file ended up.
   *
   * @param path for people and programs on this device
   */
  record StoredFile(String name, String path) {}
}
