package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleContent.Creator;
import java.util.Optional;

/**
 * What a session knows besides its phase.
 *
 * @param initiator whether this device opened the session
 * @param sending whether this device sends the file
 * @param content the name of the one content
 * @param known digests given by the sender so far
 * @param checksumDue whether the sender is expected to give digests later
 * @param told whether the receiver has acknowledged the sender's digests
 * @param received whether the receiver has said that all is well, and the sender has heard it
 * @param silent whether nothing more can be said to the peer: it left well, went offline, or the
 *     link is lost
 * @param left whether the peer has left well
 * @param inBand whether the bytes go through the link
 * @param again whether the sender offers the same again by itself when this is lost, and the
 *     receiver waits for it
 */
public record Terms(
    boolean initiator,
    boolean sending,
    String content,
    Hashes known,
    boolean checksumDue,
    boolean told,
    boolean received,
    boolean silent,
    boolean left,
    boolean inBand,
    boolean again) {

  /** The terms at the start of a session. */
  public static Terms of(
      boolean initiator, boolean sending, String content, Hashes known, boolean checksumDue) {
    boolean due = checksumDue && !known.prove();
    boolean told = sending && !known.isEmpty();
    return new Terms(
        initiator, sending, content, known, due, told, false, false, false, false, false);
  }

  /** Who put the content into the session: always the initiator. */
  public Creator creator() {
    return Creator.INITIATOR;
  }

  /** Digests that prove nothing do not end the wait for one that does. */
  Terms knowing(Hashes more) {
    return copy(
        known.and(more), checksumDue && !more.prove(), told, received, silent, left, inBand);
  }

  /** What the peer's yes says: of a file that it will send, or of how it will receive ours. */
  Terms granted(Optional<Description.File> file) {
    return sending
        ? comingAgain(again && file.filter(Terms::waits).isPresent())
        : file.map(f -> knowing(f.hashes()).expectingChecksum(!f.hashesUsed().isEmpty()))
            .orElse(this);
  }

  /** Whether an answer says that its sender will be waited for. */
  private static boolean waits(Description.File answer) {
    return answer.chunks().filter(c -> c.again().isPositive()).isPresent();
  }

  Terms expectingChecksum(boolean due) {
    boolean more = checksumDue || (due && !known.prove());
    return copy(known, more, told, received, silent, left, inBand);
  }

  Terms toldChecksum() {
    return copy(known, checksumDue, true, received, silent, left, inBand);
  }

  Terms confirmed() {
    return copy(known, checksumDue, told, true, silent, left, inBand);
  }

  Terms silenced() {
    return copy(known, false, told, received, true, left, inBand);
  }

  Terms leftWell() {
    return copy(known, false, told, received, true, true, inBand);
  }

  Terms carriedInBand(boolean through) {
    return copy(known, checksumDue, told, received, silent, left, through);
  }

  Terms comingAgain(boolean willing) {
    return new Terms(
        initiator,
        sending,
        content,
        known,
        checksumDue,
        told,
        received,
        silent,
        left,
        inBand,
        willing);
  }

  private Terms copy(
      Hashes digests,
      boolean due,
      boolean sure,
      boolean well,
      boolean quiet,
      boolean gone,
      boolean through) {
    return new Terms(
        initiator, sending, content, digests, due, sure, well, quiet, gone, through, again);
  }
}
