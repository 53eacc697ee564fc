package dev.ferry.negotiation;

import dev.ferry.content.Copied;
import dev.ferry.content.Hashes;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file of one transfer, as its negotiation sees it. The methods are called in this order, each
 * at most once, never two at a time; {@link #putAway} always comes last.
 */
public interface Cargo {
  /**
   * Checks that the file can be moved: before a yes is sent to the peer.
   *
   * @throws VaultException when the folder cannot take it
   */
  void prepare() throws VaultException;

  /**
   * Moves all bytes of the file.
   *
   * @param progress is told at most ten times a second, on another task
   * @return digests of the content
   * @throws IOException saying what failed and on which side
   */
  Hashes move(ByteStream stream, Consumer<Copied> progress)
      throws IOException, InterruptedException;

  /**
   * Gives a received file its final name; a sender has nothing to store.
   *
   * @throws VaultException when that fails
   */
  Optional<StoredFile> store() throws VaultException;

  /** Closes everything and deletes what was not stored. Idempotent. */
  void putAway();
}
