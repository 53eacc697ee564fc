package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleContent.Creator;

/**
 * What a session knows besides its phase.
 *
 * @param initiator whether this device opened the session
 * @param sending whether this device sends the file
 * @param content the name of the one content
 * @param known digests given by the sender so far
 * @param checksumDue whether the sender is expected to give digests later
 * @param received whether the receiver has said that all is well
 * @param silent whether nothing more can be said to the peer: it left well, went offline, or the
 *     link is lost
 * @param inBand whether the bytes go through the link
 */
public record Terms(
    boolean initiator,
    boolean sending,
    String content,
    Hashes known,
    boolean checksumDue,
    boolean received,
    boolean silent,
    boolean inBand) {

  /** The terms at the start of a session. */
  public static Terms of(
      boolean initiator, boolean sending, String content, Hashes known, boolean checksumDue) {
    return new Terms(
        initiator, sending, content, known, checksumDue && known.isEmpty(), false, false, false);
  }

  /** Who put the content into the session: always the initiator. */
  public Creator creator() {
    return Creator.INITIATOR;
  }

  Terms knowing(Hashes more) {
    return new Terms(initiator, sending, content, known.and(more), false, received, silent, inBand);
  }

  Terms expectingChecksum(boolean due) {
    boolean more = checksumDue || (due && known.isEmpty());
    return new Terms(initiator, sending, content, known, more, received, silent, inBand);
  }

  Terms confirmed() {
    return new Terms(initiator, sending, content, known, checksumDue, true, silent, inBand);
  }

  Terms silenced() {
    return new Terms(initiator, sending, content, known, false, received, true, inBand);
  }

  Terms carriedInBand(boolean through) {
    return new Terms(initiator, sending, content, known, checksumDue, received, silent, through);
  }
}
