package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleContent.Creator;
import dev.ferry.jingle.SessionEvent.Acknowledged;
import dev.ferry.jingle.SessionEvent.CarrierFound;
import dev.ferry.jingle.SessionEvent.ContentDone;
import dev.ferry.jingle.SessionEvent.Expired;
import dev.ferry.jingle.SessionEvent.FromPeer;
import dev.ferry.jingle.SessionEvent.LinkLost;
import dev.ferry.jingle.SessionEvent.PeerGone;
import dev.ferry.jingle.SessionEvent.Rejected;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Stored;
import dev.ferry.jingle.SessionEvent.StreamEnded;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.jingle.SessionEvent.UserAccepted;
import dev.ferry.stanza.StanzaError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Where the sender comes again and the receiver waits for it, what could not be told is told by the
 * next session; elsewhere it is the end.
 */
class ComingAgainTest extends SessionScript {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** A sender that comes again, whose receiver has answered that it waits so long. */
  private JingleSession confirming(Duration waits) {
    JingleSession opened =
        JingleSession.opening(Terms.of(true, true, "file", Hashes.none(), false).comingAgain(true));
    return feed(
        opened,
        prepared(),
        new Acknowledged(Sent.INITIATE),
        waiting(waits),
        new CarrierFound(1, false),
        new ContentDone(RIGHT));
  }

  private static FromPeer waiting(Duration so) {
    var chunks = new Description.Chunks(OptionalInt.empty(), so);
    var file =
        new Description.File(
            FileDescriptionCodec.NAMESPACE,
            Optional.of("name"),
            OptionalLong.of(3),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Hashes.none(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.of(chunks),
            Optional.empty());
    return new FromPeer(
        JingleMessage.of(Action.SESSION_ACCEPT, "sid")
            .with(
                JingleContent.named(Creator.INITIATOR, "file")
                    .with(file)
                    .withTransport(TRANSPORT)));
  }

  private JingleSession receivingAgain(boolean again) {
    return feed(
        JingleSession.asked(Terms.of(false, false, "file", Hashes.none(), true).comingAgain(again)),
        new UserAccepted(),
        prepared(),
        new Acknowledged(Sent.ACCEPT),
        new CarrierFound(1, false));
  }

  private static EndReason end(JingleSession session) {
    return session.reason().orElseThrow();
  }

  @Test
  void aSenderWhoseReceiverWaitsTakesNothingForSent() {
    JingleSession alone = feed(confirming(AN_HOUR), new LinkLost("gone"), new StreamEnded(true));
    assertThat(end(alone)).isInstanceOf(ConnectionLost.class);
    JingleSession left = feed(confirming(AN_HOUR), new PeerGone(), new StreamEnded(true));
    assertThat(end(left)).isInstanceOf(ConnectionLost.class);
  }

  @Test
  void aSenderWhoseReceiverDoesNotWaitHasSentAll() {
    JingleSession alone =
        feed(confirming(Duration.ZERO), new LinkLost("gone"), new StreamEnded(true));
    assertThat(end(alone)).isInstanceOf(Completed.class);
  }

  @Test
  void aReceiverWaitsForTheDigestsOfTheNextSession() {
    JingleSession lost =
        feed(receivingAgain(true), new ContentDone(RIGHT), new LinkLost("the link"));
    assertThat(end(lost)).isInstanceOf(ConnectionLost.class);
    JingleSession late =
        feed(receivingAgain(true), new ContentDone(RIGHT), new Expired(Timer.CHECKSUM));
    assertThat(end(late)).isInstanceOf(ConnectionLost.class);
    JingleSession before =
        feed(receivingAgain(true), new LinkLost("the link"), new ContentDone(RIGHT));
    assertThat(end(before)).isInstanceOf(ConnectionLost.class);
  }

  @Test
  void aReceiverOfWhoDoesNotComeAgainTakesWhatItHas() {
    JingleSession late =
        feed(receivingAgain(false), new ContentDone(RIGHT), new Expired(Timer.CHECKSUM));
    assertThat(late.phase()).isInstanceOf(Phase.Storing.class);
  }

  @Test
  void whatWasStoredIsReportedOnlyWhenTheSenderAcknowledgesThat() {
    JingleSession reporting =
        feed(receivingAgain(true), new ContentDone(RIGHT), checksum(RIGHT), new Stored());
    assertThat(reporting.phase()).isInstanceOf(Phase.Reporting.class);
    assertThat(reporting.terms().received()).isFalse();
    assertThat(feed(reporting, new Acknowledged(Sent.RECEIVED)).terms().received()).isTrue();
    JingleSession gone =
        feed(
            reporting,
            new Rejected(Sent.RECEIVED, StanzaError.of("cancel", "service-unavailable")));
    assertThat(end(gone)).isInstanceOf(Completed.class);
    assertThat(gone.terms().received()).isFalse();
    JingleSession lost = feed(reporting, new LinkLost("the link"));
    assertThat(end(lost)).isInstanceOf(Completed.class);
    assertThat(lost.terms().received()).isFalse();
  }
}
