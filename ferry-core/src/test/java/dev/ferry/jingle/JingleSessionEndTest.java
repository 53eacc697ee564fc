package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.Verified;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.jingle.SessionEvent.Acknowledged;
import dev.ferry.jingle.SessionEvent.CarrierFailed;
import dev.ferry.jingle.SessionEvent.CarrierFound;
import dev.ferry.jingle.SessionEvent.ContentDone;
import dev.ferry.jingle.SessionEvent.Expired;
import dev.ferry.jingle.SessionEvent.LinkLost;
import dev.ferry.jingle.SessionEvent.NoReplacement;
import dev.ferry.jingle.SessionEvent.Rejected;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Stored;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.jingle.SessionEvent.UserAccepted;
import dev.ferry.jingle.SessionEvent.UserCancelled;
import dev.ferry.jingle.SessionEvent.UserDeclined;
import dev.ferry.stanza.StanzaError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How sessions end: whose word counts, and what the peer is told. */
class JingleSessionEndTest extends SessionScript {
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
  void afterTheEndEveryStanzaIsOfAnUnknownSession() {
    JingleSession gone = feed(sending(), new UserCancelled());
    for (SessionEvent late :
        List.of(accept(), terminate(Condition.SUCCESS), checksum(RIGHT), RECEIVED)) {
      assertThat(feed(gone, late)).isEqualTo(gone);
      assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.UNKNOWN_SESSION));
    }
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
    JingleSession at =
        feed(
            offered(),
            accept(),
            new CarrierFailed(1, attempts, false),
            new NoReplacement(2, List.of(), true));
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

    JingleSession inBand =
        feed(offered(), accept(), new CarrierFound(1, true), new LinkLost("gone"));
    assertThat(inBand.phase())
        .isInstanceOfSatisfying(
            Phase.Ended.class,
            e -> assertThat(e.reason()).isInstanceOf(EndReason.ConnectionLost.class));
  }

  @Test
  void aFileThatFailedHereIsTheReasonWhateverThePeerSaysOfTheStreamThatBrokeFromIt() {
    EndReason full = new EndReason.StorageFailed(Side.HERE, "the disk is full");
    for (JingleSession at : List.of(sending(), receiving(RIGHT, false))) {
      JingleSession failing = feed(at, new SessionEvent.ContentFailing(full));
      JingleSession told = feed(failing, new SessionEvent.ContentFailed(full));
      assertThat(told.phase()).isEqualTo(new Phase.Leaving(full));
      assertThat(effects).hasAtLeastOneElementOfType(SessionEffect.SendTerminate.class);

      JingleSession left = feed(failing, terminate(Condition.CONNECTIVITY_ERROR));
      assertThat(left.reason()).isEmpty();
      assertThat(feed(left, new SessionEvent.ContentFailed(full)).phase())
          .isEqualTo(new Phase.Ended(full));
      assertThat(feed(failing, new LinkLost("gone"), new Expired(Timer.STALL)).phase())
          .isEqualTo(new Phase.Ended(full));
    }
  }
}
