package dev.ferry.port;

import java.time.Instant;
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

  /** A file on its way in, not yet visible under its final name. Used by one task at a time. */
  interface PartialFile extends AutoCloseable {
    /** Bytes written so far, which is also where the next write goes. */
    long written();

    /** Appends all that remains in {@code from}. */
    void write(java.nio.ByteBuffer from) throws VaultException, InterruptedException;

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
