package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.Side;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleContent.Creator;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.jingle.SessionEvent.Acknowledged;
import dev.ferry.jingle.SessionEvent.CarrierFound;
import dev.ferry.jingle.SessionEvent.ContentDone;
import dev.ferry.jingle.SessionEvent.ContentFailed;
import dev.ferry.jingle.SessionEvent.FromPeer;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Stored;
import dev.ferry.jingle.SessionEvent.UserAccepted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions in which the initiator asks for a file and the responder sends it (XEP-0234 6.2). */
class JingleRequestTest extends SessionScript {
  private static final Hashes NONE = Hashes.none();

  private static JingleSession asking(Hashes known) {
    return JingleSession.opening(Terms.of(true, false, "file", known, false));
  }

  private static JingleSession serving() {
    return JingleSession.asked(Terms.of(false, true, "file", NONE, false));
  }

  private static Description.File file(OptionalLong size, Hashes hashes, String... used) {
    return new Description.File(
        FileDescriptionCodec.NAMESPACE,
        Optional.of("song.ogg"),
        size,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        hashes,
        List.of(used),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static FromPeer grant(Description.File file) {
    return new FromPeer(
        JingleMessage.of(Action.SESSION_ACCEPT, "sid")
            .with(
                JingleContent.named(Creator.INITIATOR, "file")
                    .with(file)
                    .withTransport(TRANSPORT)));
  }

  private JingleSession granted(Hashes known, Description.File file) {
    return feed(asking(known), prepared(), new Acknowledged(Sent.INITIATE), grant(file));
  }

  private JingleSession asked(Hashes known, Description.File file, Hashes computed) {
    return feed(granted(known, file), new CarrierFound(1, false), new ContentDone(computed));
  }

  @Test
  void whoAsksStoresWhatTheResponderSends() {
    Description.File file = file(OptionalLong.of(3), RIGHT);
    JingleSession at = granted(NONE, file);
    assertThat(effects)
        .containsSubsequence(
            new SessionEffect.Acknowledge(),
            new SessionEffect.Compare(file),
            new SessionEffect.HandAnswer(TRANSPORT),
            new SessionEffect.Connect(1));
    at = feed(at, new CarrierFound(1, false), new ContentDone(RIGHT));
    assertThat(effects).contains(new SessionEffect.Store());
    at = feed(at, new Stored());
    assertThat(effects).contains(new SessionEffect.SendReceived());
    at = feed(at, new Acknowledged(Sent.RECEIVED), new Acknowledged(Sent.TERMINATE));
    assertThat(at.phase()).isEqualTo(new Phase.Ended(new Completed(Verified.HASH, "aa")));
  }

  @Test
  void whatIsKnownFromEarlierIsComparedWithWhatComes() {
    JingleSession at = asked(RIGHT, file(OptionalLong.of(3), NONE), WRONG);
    assertThat(at.reason().orElseThrow()).isInstanceOf(Corrupted.class);
  }

  @Test
  void aDigestThatIsPromisedWithTheYesIsAwaited() {
    JingleSession at = asked(NONE, file(OptionalLong.of(3), NONE, "sha-256"), RIGHT);
    assertThat(at.phase()).isEqualTo(new Phase.AwaitingChecksum(RIGHT));
    feed(at, checksum(RIGHT));
    assertThat(effects).contains(new SessionEffect.Store());
  }

  @Test
  void aYesThatDescribesNoFileGrantsNothing() {
    JingleSession at = feed(asking(NONE), prepared(), accept());
    assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.BAD_REQUEST));
    assertThat(at.phase()).isEqualTo(new Phase.Initiating());
  }

  @Test
  void whoIsAskedConnectsOnceItsYesIsAcknowledgedAndGivesItsDigestAtTheEnd() {
    JingleSession at = feed(serving(), new UserAccepted(), prepared());
    assertThat(effects)
        .contains(new SessionEffect.SendAccept(TRANSPORT))
        .doesNotContain(new SessionEffect.Connect(1));
    at =
        feed(at, new Acknowledged(Sent.ACCEPT), new CarrierFound(1, false), new ContentDone(RIGHT));
    assertThat(effects).contains(new SessionEffect.SendChecksum(RIGHT));
    at = feed(at, new Acknowledged(Sent.CHECKSUM), RECEIVED, terminate(Condition.SUCCESS));
    assertThat(at.phase()).isEqualTo(new Phase.Ended(new Completed(Verified.HASH, "aa")));
  }

  @Test
  void aRequestThatIsRefusedSaysWhoseFaultItIs() {
    JingleSession at =
        feed(
            asking(NONE),
            prepared(),
            new Acknowledged(Sent.INITIATE),
            terminate(Condition.FAILED_APPLICATION));
    assertThat(at.reason().orElseThrow())
        .isInstanceOfSatisfying(
            EndReason.StorageFailed.class, f -> assertThat(f.side()).isEqualTo(Side.THERE));
  }

  @ParameterizedTest
  @CsvSource({
    "3, aa, 3, aa, true",
    "3, '', 3, aa, true",
    "3, aa, 3, '', true",
    ", aa, 3, aa, true",
    "3, aa, , '', true",
    "3, aa, 4, aa, false",
    "3, aa, 3, bb, false",
  })
  void theFileGrantedMustBeTheOneAskedFor(
      Long askedSize, String askedHash, Long size, String hash, boolean same) {
    assertThat(Grant.refusal(of(askedSize, askedHash), of(size, hash)).isEmpty()).isEqualTo(same);
  }

  private static Description.File of(Long size, String hash) {
    return file(
        size == null ? OptionalLong.empty() : OptionalLong.of(size),
        hash.isEmpty() ? NONE : Hashes.of(Hashes.SHA_256, hash));
  }

  @Test
  void anotherFileThanTheOneAskedForEndsTheSessionBeforeAByteCame() {
    JingleSession at = granted(RIGHT, file(OptionalLong.of(3), WRONG));
    EndReason other = new EndReason.StorageFailed(Side.THERE, "another file");
    at = feed(at, new ContentFailed(other));
    assertThat(at.reason()).contains(other);
  }
}
