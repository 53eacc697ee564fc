package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.jingle.SessionEvent.Acknowledged;
import dev.ferry.jingle.SessionEvent.CarrierFound;
import dev.ferry.jingle.SessionEvent.ContentDone;
import dev.ferry.jingle.SessionEvent.Expired;
import dev.ferry.jingle.SessionEvent.FromPeer;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Stored;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.jingle.SessionEvent.Told;
import dev.ferry.jingle.SessionEvent.UserAccepted;
import dev.ferry.stanza.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session's table on the way: events in, effects out, no task and no network. */
class JingleSessionTest extends SessionScript {
  @Test
  void aSenderGoesFromOfferToTheReceiversWord() {
    JingleSession at = feed(sender(), prepared());
    assertThat(effects).contains(new SessionEffect.SendInitiate(TRANSPORT));
    at = feed(at, new Acknowledged(Sent.INITIATE));
    assertThat(at.phase()).isEqualTo(new Phase.Offered());
    at = feed(at, accept());
    assertThat(effects)
        .containsSubsequence(
            new SessionEffect.Acknowledge(),
            new SessionEffect.HandAnswer(TRANSPORT),
            new SessionEffect.Connect(1));
    at = feed(at, new CarrierFound(1, false));
    assertThat(effects).contains(new SessionEffect.Flow());
    at = feed(at, new ContentDone(RIGHT));
    assertThat(effects).contains(new SessionEffect.SendChecksum(RIGHT));
    at = feed(at, new Acknowledged(Sent.CHECKSUM), RECEIVED);
    assertThat(at.phase()).isEqualTo(new Phase.Parting(new Completed(Verified.HASH, "aa")));
    assertThat(feed(at, terminate(Condition.SUCCESS)).phase())
        .isEqualTo(new Phase.Ended(new Completed(Verified.HASH, "aa")));
    at = feed(at, new Expired(Timer.LEAVE));
    assertThat(effects)
        .contains(new SessionEffect.SendTerminate(JingleReason.of(Condition.SUCCESS)));
    at = feed(at, new Acknowledged(Sent.TERMINATE));
    assertThat(at.over()).isTrue();
  }

  @Test
  void aReceiverConnectsOnlyAfterItsAcceptanceIsAcknowledged() {
    JingleSession at = feed(receiver(RIGHT, false), new UserAccepted());
    assertThat(effects).containsExactly(new SessionEffect.Prepare());
    at = feed(at, prepared());
    assertThat(effects)
        .contains(new SessionEffect.SendAccept(TRANSPORT))
        .doesNotContain(new SessionEffect.Connect(1));
    feed(at, new Acknowledged(Sent.ACCEPT));
    assertThat(effects).contains(new SessionEffect.Connect(1));
  }

  @Test
  void anotherRouteChangesNothingButWhatIsShown() {
    for (JingleSession at : List.of(sender(), offered(), sending(), receiving(RIGHT, false))) {
      assertThat(feed(at, new SessionEvent.Rerouted())).isEqualTo(at);
      assertThat(effects).isEmpty();
    }
  }

  @Test
  void whatIsSaidOfTransportsWhileBytesFlowIsHandedOn() {
    for (JingleSession at : List.of(sending(), receiving(RIGHT, false))) {
      assertThat(feed(at, new FromPeer(about(Action.TRANSPORT_INFO, "file")))).isEqualTo(at);
      assertThat(effects)
          .containsExactly(new SessionEffect.Acknowledge(), new SessionEffect.HandInfo(TRANSPORT));
    }
  }

  @Test
  void aReceiverStoresOnlyWhatHasTheRightHash() {
    JingleSession right = feed(receiving(RIGHT, false), new ContentDone(RIGHT));
    assertThat(effects).contains(new SessionEffect.Store());
    right = feed(right, new Stored());
    assertThat(effects).contains(new SessionEffect.SendReceived());
    right = feed(right, new Acknowledged(Sent.RECEIVED), new Acknowledged(Sent.TERMINATE));
    assertThat(right.phase()).isEqualTo(new Phase.Ended(new Completed(Verified.HASH, "aa")));

    JingleSession wrong = feed(receiving(RIGHT, false), new ContentDone(WRONG));
    assertThat(effects).doesNotContain(new SessionEffect.Store());
    assertThat(wrong.reason().orElseThrow()).isInstanceOf(Corrupted.class);
  }

  @Test
  void aReceiverWaitsForAChecksumThatWasAnnounced() {
    JingleSession at = feed(receiving(Hashes.none(), true), new ContentDone(RIGHT));
    assertThat(effects).doesNotContain(new SessionEffect.Store());
    feed(at, checksum(RIGHT));
    assertThat(effects).contains(new SessionEffect.Acknowledge(), new SessionEffect.Store());

    assertThat(feed(at, checksum(WRONG)).reason().orElseThrow()).isInstanceOf(Corrupted.class);
    assertThat(feed(at, new Expired(Timer.CHECKSUM)).phase())
        .isEqualTo(new Phase.Storing(RIGHT, Verified.SIZE_ONLY));
  }

  /** Conversations gives the digest of what it encrypted: where a tag has proved all, no harm. */
  @Test
  void bytesThatWereProvedAreRightWhateverTheDigestSays() {
    assertThat(feed(receiving(WRONG, false), new ContentDone(RIGHT, true)).phase())
        .isEqualTo(new Phase.Storing(RIGHT, Verified.TAG));
    assertThat(feed(receiving(RIGHT, false), new ContentDone(RIGHT, true)).phase())
        .isEqualTo(new Phase.Storing(RIGHT, Verified.HASH));
    assertThat(feed(receiving(Hashes.none(), false), new ContentDone(RIGHT, true)).phase())
        .isEqualTo(new Phase.Storing(RIGHT, Verified.TAG));

    JingleSession at = feed(receiving(Hashes.none(), true), new ContentDone(RIGHT, true));
    assertThat(effects).as("a digest was promised").doesNotContain(new SessionEffect.Store());
    assertThat(feed(at, checksum(WRONG)).phase()).isEqualTo(new Phase.Storing(RIGHT, Verified.TAG));
    assertThat(feed(at, new Expired(Timer.CHECKSUM)).phase())
        .isEqualTo(new Phase.Storing(RIGHT, Verified.TAG));
  }

  @Test
  void aChecksumMayComeBeforeTheBytesAreThrough() {
    JingleSession at =
        feed(receiving(Hashes.none(), true), checksum(RIGHT), new ContentDone(RIGHT));
    assertThat(at.phase()).isEqualTo(new Phase.Storing(RIGHT, Verified.HASH));
  }

  @Test
  void withoutAChecksumOnlyTheSizeIsVerified() {
    assertThat(feed(receiving(Hashes.none(), false), new ContentDone(RIGHT)).phase())
        .isEqualTo(new Phase.Storing(RIGHT, Verified.SIZE_ONLY));
  }

  @Test
  void stanzasThatComeOutOfOrderChangeNothing() {
    for (Action action :
        List.of(
            Action.SESSION_INITIATE,
            Action.CONTENT_ACCEPT,
            Action.TRANSPORT_ACCEPT,
            Action.TRANSPORT_REJECT)) {
      JingleSession before = sending();
      assertThat(feed(before, new FromPeer(about(action, "file")))).isEqualTo(before);
      assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.OUT_OF_ORDER));
    }
    JingleSession asked = receiver(RIGHT, false);
    assertThat(feed(asked, accept())).isEqualTo(asked);
    assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.OUT_OF_ORDER));
  }

  @Test
  void infosOfAnotherContentAreRefused() {
    feed(sending(), new FromPeer(about(Action.TRANSPORT_INFO, "other")));
    assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.NO_SUCH_CONTENT));
    feed(sending(), new FromPeer(about(Action.TRANSPORT_INFO, "file")));
    assertThat(effects)
        .containsExactly(new SessionEffect.Acknowledge(), new SessionEffect.HandInfo(TRANSPORT));
  }

  @Test
  void pingsAreAnsweredAndUnknownInfosRefused() {
    feed(sending(), new Told(new SessionInfo.Ping()));
    assertThat(effects).containsExactly(new SessionEffect.Acknowledge());
    feed(sending(), new Told(new SessionInfo.Unknown(Xml.of("ringing", "urn:example"))));
    assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.UNSUPPORTED_INFO));
  }

  @Test
  void anotherTransportOrContentIsRejectedInTheSession() {
    feed(sending(), new FromPeer(about(Action.TRANSPORT_REPLACE, "file")));
    assertThat(effects).hasAtLeastOneElementOfType(SessionEffect.RejectTransport.class);
    feed(sending(), new FromPeer(about(Action.CONTENT_ADD, "more")));
    assertThat(effects).hasAtLeastOneElementOfType(SessionEffect.RejectContent.class);
  }

  @Test
  void aTransportInfoThatComesBeforeTheAnswerIsKept() {
    feed(offered(), new FromPeer(about(Action.TRANSPORT_INFO, "file")));
    assertThat(effects)
        .containsExactly(new SessionEffect.Acknowledge(), new SessionEffect.HandInfo(TRANSPORT));
    feed(receiver(RIGHT, false), new FromPeer(about(Action.TRANSPORT_INFO, "file")));
    assertThat(effects)
        .containsExactly(new SessionEffect.Acknowledge(), new SessionEffect.HandInfo(TRANSPORT));
  }
}
