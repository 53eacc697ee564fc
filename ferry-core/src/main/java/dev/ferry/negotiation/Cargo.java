package dev.ferry.negotiation;

import dev.ferry.EndReason;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Picture;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The file of one transfer, as its negotiation sees it. The methods are called in the order {@link
 * #abilities} and {@link #agreed} by a sender, {@link #prepare} by a receiver, then {@link #move},
 * {@link #store}, each at most once, never two at a time; {@link #putAway} always comes last.
 */
public interface Cargo {
  /** Sender: what its offer may promise. Must not wait. */
  default Portion.Abilities abilities() {
    return Portion.Abilities.NONE;
  }

  /** Sender: the name under which the file can be asked for again, if it can. Must not wait. */
  default Optional<String> publication() {
    return Optional.empty();
  }

  /** Sender: to whom else the file is offered, as far as the receiver may know. Must not wait. */
  default Optional<Group> group() {
    return Optional.empty();
  }

  /** Sender: a small picture of the content, if there is one. May take a moment. */
  default Optional<Picture> thumbnail() throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Receiver: checks that the file can be stored, before a yes is sent to the peer.
   *
   * @param sender what the sender can do
   * @return what the yes asks for, nothing but what the sender can do
   * @throws VaultException when the folder cannot take it
   */
  Portion prepare(Portion.Abilities sender) throws VaultException;

  /**
   * Sender: the receiver said yes and asks for this. Must not wait.
   *
   * @throws IOException when the file has no such part, in words for both sides
   */
  default void agreed(Portion wanted) throws IOException {}

  /**
   * Moves the bytes agreed on.
   *
   * @param progress is told at most ten times a second, on another task; its count is of the whole
   *     file, including what was there before
   * @throws IOException saying what failed and on which side
   */
  Moved move(ByteStream stream, CopyListener progress) throws IOException, InterruptedException;

  /**
   * Receiver: computes digests of what came, when the sender gave none of those that {@link #move}
   * computed; between that and {@link #store}.
   *
   * @param algorithms by their names in XEP-0300
   * @return what of it could be computed
   * @throws IOException when what came cannot be read
   */
  default Hashes compute(Set<String> algorithms) throws IOException, InterruptedException {
    return Hashes.none();
  }

  /**
   * Gives a received file its final name; a sender has nothing to store.
   *
   * @throws VaultException when that fails
   */
  Optional<StoredFile> store() throws VaultException;

  /**
   * Closes everything. What was not stored is kept when a later attempt can go on with it, and
   * deleted otherwise. Idempotent.
   *
   * @param why how the session ended
   */
  void putAway(EndReason why);

  /**
   * What is known after the last byte.
   *
   * @param computed digests of the whole file, as it lies here. Those of the sender travel with the
   *     session, beside the bytes, so that who can change the bytes cannot change them as well.
   */
  record Moved(Hashes computed) {
    public static Moved of(Hashes computed) {
      return new Moved(computed);
    }
  }
}
