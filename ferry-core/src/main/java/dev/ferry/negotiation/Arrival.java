package dev.ferry.negotiation;

import dev.ferry.Assurance;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.port.Picture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An offer of a peer. It has been acknowledged, not answered. Any task may call; the first answer
 * counts.
 */
public interface Arrival extends Negotiation.Ongoing {
  Peer from();

  FileOffer file();

  /** The digests that the sender promises to give later, by their names in XEP-0300. */
  default List<String> promisedDigests() {
    return List.of();
  }

  /** The name under which the sender lets this file be asked for again, if it does. */
  default Optional<String> publication() {
    return Optional.empty();
  }

  /** Who else is offered the same, as far as the sender says. */
  default Optional<Group> group() {
    return Optional.empty();
  }

  /** What the sender wrote beside the offer; a stranger's words. */
  default Optional<String> message() {
    return Optional.empty();
  }

  /** Whether the sender says that there is a small picture of the content. */
  default boolean hasThumbnail() {
    return false;
  }

  /** Fetches that picture from the sender; waits some seconds at most. */
  default Optional<Picture> thumbnail() throws InterruptedException {
    return Optional.empty();
  }

  Assurance assurance();

  /** Whether the sender is a contact; may wait some seconds for the answer. */
  boolean fromContact() throws InterruptedException;

  /**
   * For how long the sender offers the same again by itself when it is lost midway; zero when it
   * does not say so.
   */
  default Duration comesAgain() {
    return Duration.ZERO;
  }

  /**
   * Whether the sender has acknowledged that the file arrived; asked when the arrival has ended.
   */
  default boolean isReported() {
    return true;
  }

  /** Says yes; the bytes go to {@code cargo}. */
  void accept(Cargo cargo);

  /** Says no. */
  void decline();

  /** Takes the offers of a world. */
  interface Desk {
    /**
     * Takes an offer, on the world's own task; must not block.
     *
     * @return who is to be told the states of this transfer
     */
    Watcher arrived(Arrival arrival);

    /** Takes a request for a file, on the world's own task; must not block. */
    default void requested(Request request) {
      request.refuse("no file can be asked for here");
    }

    /** Learns that nobody can offer anything now, but may again. */
    default void away(String why) {}

    /** Learns that peers can offer again, by this name. */
    default void back(Peer self) {}

    /** Learns that no more offers can come, because the world is lost or closed. */
    void deserted(String why);
  }
}
