package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.jingle.SessionEvent.Acknowledged;
import dev.ferry.jingle.SessionEvent.CarrierFailed;
import dev.ferry.jingle.SessionEvent.CarrierFound;
import dev.ferry.jingle.SessionEvent.ContentDone;
import dev.ferry.jingle.SessionEvent.Expired;
import dev.ferry.jingle.SessionEvent.FromPeer;
import dev.ferry.jingle.SessionEvent.LinkLost;
import dev.ferry.jingle.SessionEvent.Prepared;
import dev.ferry.jingle.SessionEvent.Rejected;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Stored;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.jingle.SessionEvent.Told;
import dev.ferry.jingle.SessionEvent.UserAccepted;
import dev.ferry.jingle.SessionEvent.UserCancelled;
import dev.ferry.jingle.SessionEvent.UserDeclined;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The session's table: events in, effects out, no task and no network. */
class JingleSessionTest {
  private static final Xml TRANSPORT = Xml.of("transport", "urn:example:transport");
  private static final Hashes RIGHT = Hashes.of(Hashes.SHA_256, "aa");
  private static final Hashes WRONG = Hashes.of(Hashes.SHA_256, "bb");

  private List<SessionEffect> effects = new ArrayList<>();

  private static JingleSession sender() {
    return JingleSession.opening(Terms.of(true, true, "file", Hashes.none(), false));
  }

  private static JingleSession receiver(Hashes known, boolean checksumDue) {
    return JingleSession.asked(Terms.of(false, false, "file", known, checksumDue));
  }

  /** Feeds events one after another; the effects of the last one are kept. */
  private JingleSession feed(JingleSession start, SessionEvent... events) {
    JingleSession at = start;
    for (SessionEvent event : events) {
      var step = JingleSession.on(at, event);
      at = step.next();
      effects = step.effects();
    }
    return at;
  }

  private static Prepared prepared() {
    return new Prepared(TRANSPORT, false);
  }

  private static FromPeer accept() {
    return new FromPeer(about(Action.SESSION_ACCEPT, "file"));
  }

  private static JingleMessage about(Action action, String content) {
    return JingleMessage.of(action, "sid")
        .with(
            JingleContent.named(JingleContent.Creator.INITIATOR, content).withTransport(TRANSPORT));
  }

  private static FromPeer terminate(Condition condition) {
    return new FromPeer(
        JingleMessage.of(Action.SESSION_TERMINATE, "sid").with(JingleReason.of(condition)));
  }

  private static Told checksum(Hashes hashes) {
    return new Told(new SessionInfo.Checksum(Optional.empty(), hashes));
  }

  private static final Told RECEIVED = new Told(new SessionInfo.Received(Optional.empty()));

  private JingleSession offered() {
    return feed(sender(), prepared(), new Acknowledged(Sent.INITIATE));
  }

  private JingleSession sending() {
    return feed(offered(), accept(), new CarrierFound(false));
  }

  private JingleSession receiving(Hashes known, boolean checksumDue) {
    return feed(
        receiver(known, checksumDue),
        new UserAccepted(),
        prepared(),
        new Acknowledged(Sent.ACCEPT),
        new CarrierFound(false));
  }

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
            new SessionEffect.Connect());
    at = feed(at, new CarrierFound(false));
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
        .doesNotContain(new SessionEffect.Connect());
    feed(at, new Acknowledged(Sent.ACCEPT));
    assertThat(effects).contains(new SessionEffect.Connect());
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
  void aReceiverThatLeavesWellTooEarlyDoesNotStopTheBytes() {
    JingleSession at = feed(sending(), terminate(Condition.SUCCESS));
    assertThat(at.phase()).isEqualTo(new Phase.Flowing());
    assertThat(feed(at, new ContentDone(RIGHT)).phase())
        .isEqualTo(new Phase.Ended(new Completed(Verified.SENT_ONLY, "aa")));
    assertThat(effects).doesNotHaveAnyElementsOfTypes(SessionEffect.SendTerminate.class);
  }

  @Test
  void aSuccessThatConfirmsNothingIsNoVerification() {
    JingleSession at = feed(sending(), new ContentDone(RIGHT), terminate(Condition.SUCCESS));
    assertThat(at.phase()).isEqualTo(new Phase.Ended(new Completed(Verified.SENT_ONLY, "aa")));
  }

  @Test
  void cancellingBeforeTheOfferIsAcknowledgedWaitsForTheAcknowledgement() {
    JingleSession at = feed(sender(), prepared(), new UserCancelled());
    assertThat(effects).isEmpty();
    assertThat(at.reason()).contains(new Cancelled(Side.HERE));
    feed(at, new Acknowledged(Sent.INITIATE));
    assertThat(effects)
        .contains(new SessionEffect.SendTerminate(JingleReason.of(Condition.CANCEL)));
  }

  @Test
  void cancellingIsToldToThePeerFromEveryLivePhase() {
    for (JingleSession at :
        List.of(
            offered(),
            feed(offered(), accept()),
            sending(),
            feed(sending(), new ContentDone(RIGHT)),
            feed(receiver(RIGHT, false), new UserAccepted()),
            feed(receiver(RIGHT, false), new UserAccepted(), prepared()),
            receiving(RIGHT, false))) {
      JingleSession after = feed(at, new UserCancelled());
      assertThat(after.reason()).as("from " + at.phase()).contains(new Cancelled(Side.HERE));
      assertThat(effects)
          .contains(new SessionEffect.SendTerminate(JingleReason.of(Condition.CANCEL)));
    }
  }

  @Test
  void theFirstReasonWins() {
    JingleSession at = feed(sending(), new UserCancelled(), RECEIVED, new ContentDone(RIGHT));
    assertThat(at.reason()).contains(new Cancelled(Side.HERE));
    at = feed(at, new Expired(Timer.LEAVE), new UserCancelled(), terminate(Condition.DECLINE));
    assertThat(at.phase()).isEqualTo(new Phase.Ended(new Cancelled(Side.HERE)));
  }

  @Test
  void decliningAndBeingDeclined() {
    assertThat(feed(receiver(RIGHT, false), new UserDeclined()).reason()).contains(new Declined());
    assertThat(effects)
        .contains(new SessionEffect.SendTerminate(JingleReason.of(Condition.DECLINE)));
    assertThat(feed(offered(), terminate(Condition.DECLINE)).phase())
        .isEqualTo(new Phase.Ended(new Declined()));
    assertThat(effects).containsExactly(new SessionEffect.Acknowledge());
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
  void afterTheEndEveryStanzaIsOfAnUnknownSession() {
    JingleSession gone = feed(sending(), new UserCancelled());
    for (SessionEvent late :
        List.of(accept(), terminate(Condition.SUCCESS), checksum(RIGHT), RECEIVED)) {
      assertThat(feed(gone, late)).isEqualTo(gone);
      assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.UNKNOWN_SESSION));
    }
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
  void aRefusedOfferSaysWhy() {
    JingleSession at = feed(sender(), prepared());
    assertThat(
            feed(at, new Rejected(Sent.INITIATE, StanzaError.of("cancel", "service-unavailable")))
                .phase())
        .isInstanceOfSatisfying(
            Phase.Ended.class, e -> assertThat(e.reason()).isInstanceOf(Unreachable.class));
  }

  @Test
  void noCarrierIsToldWithEveryAttempt() {
    var attempts = List.of(new dev.ferry.Attempt(dev.ferry.Route.DIRECT, "direct to x", "refused"));
    JingleSession at = feed(offered(), accept(), new CarrierFailed(attempts));
    assertThat(at.reason()).contains(new NoRoute(attempts));
    assertThat(effects)
        .contains(new SessionEffect.SendTerminate(JingleReason.of(Condition.CONNECTIVITY_ERROR)));
  }

  @Test
  void timersEndOnlyThePhaseTheyWatch() {
    assertThat(feed(offered(), new Expired(Timer.OFFER)).reason())
        .contains(new TimedOut(EndReason.Stage.OFFER));
    assertThat(feed(sending(), new Expired(Timer.STALL)).reason())
        .contains(new TimedOut(EndReason.Stage.STALL));
    JingleSession flowing = sending();
    assertThat(feed(flowing, new Expired(Timer.OFFER))).isEqualTo(flowing);
    assertThat(feed(sending(), new ContentDone(RIGHT), new Expired(Timer.CONFIRMATION)).reason())
        .contains(new TimedOut(EndReason.Stage.CONFIRMATION));
  }

  @Test
  void bytesOnACarrierOfTheirOwnSurviveTheLossOfTheLink() {
    JingleSession at = feed(receiving(RIGHT, false), new LinkLost("gone"), new ContentDone(RIGHT));
    assertThat(feed(at, new Stored()).phase())
        .isEqualTo(new Phase.Ended(new Completed(Verified.HASH, "aa")));

    JingleSession inBand = feed(offered(), accept(), new CarrierFound(true), new LinkLost("gone"));
    assertThat(inBand.phase())
        .isInstanceOfSatisfying(
            Phase.Ended.class,
            e -> assertThat(e.reason()).isInstanceOf(EndReason.ConnectionLost.class));
  }
}
