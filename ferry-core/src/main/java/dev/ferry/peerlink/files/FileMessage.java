package dev.ferry.peerlink.files;

import dev.ferry.FileOffer;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.port.Picture;
import java.util.Optional;

/** What the two sides of a transfer say on its channel of words (docs/peer-link.md). */
sealed interface FileMessage {
  /**
   * The sender offers, or gives what it was asked for.
   *
   * @param publication the name under which it can be asked for again
   * @param words beside the offer
   * @param pictured whether there is a small picture of it
   * @param group who else is offered it
   */
  record Offer(
      FileOffer file,
      Portion.Abilities abilities,
      Optional<String> publication,
      Optional<String> words,
      boolean pictured,
      Optional<Group> group)
      implements FileMessage {
    /** To one alone. */
    Offer(
        FileOffer file,
        Portion.Abilities abilities,
        Optional<String> publication,
        Optional<String> words,
        boolean pictured) {
      this(file, abilities, publication, words, pictured, Optional.empty());
    }
  }

  /** Whoever begins wants to be given something. */
  record Want(Wanted wanted) implements FileMessage {}

  /** The receiver says yes, to this part. */
  record Yes(Portion portion) implements FileMessage {}

  /** The receiver wants to see the picture. */
  record AskPicture() implements FileMessage {}

  /** The sender shows it. */
  record Shown(Picture picture) implements FileMessage {}

  /** The sender's digests, once all bytes are sent. */
  record Sums(Hashes hashes) implements FileMessage {}

  /** The receiver has all of it, found it right and has put it where it belongs. */
  record Received(Hashes hashes) implements FileMessage {}

  /** It is over, for this side. Nothing follows. */
  record End(EndCode code, String words) implements FileMessage {}

  /** Something that is not known here; it is skipped. */
  record Unknown() implements FileMessage {}

  /** Something that makes no sense. */
  record Nonsense() implements FileMessage {}
}
