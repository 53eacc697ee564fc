package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Attempt;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.jingle.SessionEvent.Acknowledged;
import dev.ferry.jingle.SessionEvent.CarrierFailed;
import dev.ferry.jingle.SessionEvent.CarrierFound;
import dev.ferry.jingle.SessionEvent.Expired;
import dev.ferry.jingle.SessionEvent.FromPeer;
import dev.ferry.jingle.SessionEvent.LinkLost;
import dev.ferry.jingle.SessionEvent.NoReplacement;
import dev.ferry.jingle.SessionEvent.Rejected;
import dev.ferry.jingle.SessionEvent.Replacement;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.jingle.SessionEvent.UserAccepted;
import dev.ferry.jingle.SessionEvent.UserCancelled;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One transport takes the place of another: tables of events, both roles. */
final class ReplaceRulesTest extends SessionScript {
  private static final Xml NEXT = Xml.of("transport", "urn:example:next");
  private static final Attempt REFUSED = new Attempt(Route.DIRECT, "direct to x", "refused");
  private static final Attempt FULL = new Attempt(Route.IN_BAND, "in-band", "too full");
  private static final SessionEffect ACKNOWLEDGE = new SessionEffect.Acknowledge();

  private JingleSession initiatorStuck() {
    return feed(offered(), accept(), new CarrierFailed(1, List.of(REFUSED), false));
  }

  private JingleSession responderConnecting() {
    return feed(
        receiver(RIGHT, false), new UserAccepted(), prepared(), new Acknowledged(Sent.ACCEPT));
  }

  private JingleSession responderStuck() {
    return feed(responderConnecting(), new CarrierFailed(1, List.of(REFUSED), false));
  }

  private JingleSession proposed(JingleSession stuck) {
    return feed(stuck, new Replacement(stuck.ways().number(), NEXT, List.of()));
  }

  private static FromPeer says(Action action) {
    return new FromPeer(about(action, "file"));
  }

  @Test
  void theInitiatorProposesTheNextTransport() {
    JingleSession stuck = initiatorStuck();
    assertThat(effects).contains(new SessionEffect.PrepareNext(2, false));
    JingleSession at = proposed(stuck);
    assertThat(effects).contains(new SessionEffect.SendReplace(NEXT));
    at = feed(at, new Acknowledged(Sent.REPLACE));
    assertThat(effects).isEmpty();
    at = feed(at, says(Action.TRANSPORT_ACCEPT));
    assertThat(effects)
        .startsWith(ACKNOWLEDGE)
        .containsSubsequence(new SessionEffect.HandAnswer(TRANSPORT), new SessionEffect.Connect(2));
    assertThat(feed(at, new CarrierFound(2, true)).phase()).isEqualTo(new Phase.Flowing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"item-not-found", "service-unavailable", "recipient-unavailable"})
  void theResponderWaitsForNobodyWhoHasGone(String condition) {
    Rejected gone = new Rejected(Sent.PING, StanzaError.of("cancel", condition));
    JingleSession end = feed(responderStuck(), gone);
    assertThat(end.over()).isTrue();
    assertThat(effects).isEmpty();
    assertThat(end.reason())
        .contains(
            condition.equals("item-not-found")
                ? new NoRoute(List.of(REFUSED))
                : new Unreachable("the peer went offline"));
    JingleSession later = feed(responderStuck(), new Expired(Timer.REPLACEMENT), gone);
    assertThat(later.over()).isTrue();
  }

  @Test
  void anAnswerToThePingThatSaysNothingChangesNothing() {
    JingleSession stuck = responderStuck();
    assertThat(feed(stuck, new Acknowledged(Sent.PING))).isEqualTo(stuck);
    var unknown = new Rejected(Sent.PING, StanzaError.of("cancel", "feature-not-implemented"));
    assertThat(feed(stuck, unknown)).isEqualTo(stuck);
    JingleSession on = responderConnecting();
    var gone = new Rejected(Sent.PING, StanzaError.of("cancel", "item-not-found"));
    assertThat(feed(on, gone)).isEqualTo(on);
  }

  @Test
  void theResponderWaitsForTheInitiatorThenProposesItself() {
    JingleSession stuck = responderStuck();
    assertThat(stuck.phase()).isEqualTo(new Phase.AwaitingReplacement());
    assertThat(effects)
        .containsExactly(new SessionEffect.Arm(Timer.REPLACEMENT), new SessionEffect.SendPing());
    JingleSession at = feed(stuck, new Expired(Timer.REPLACEMENT));
    assertThat(effects).contains(new SessionEffect.PrepareNext(2, false));
    assertThat(proposed(at).phase()).isEqualTo(new Phase.Replacing());
  }

  @Test
  void aProposalOfThePeerIsAnsweredAndConnectedOnlyOnceTheAnswerIsAcknowledged() {
    for (JingleSession before : List.of(responderStuck(), responderConnecting())) {
      JingleSession at = feed(before, says(Action.TRANSPORT_REPLACE));
      assertThat(effects)
          .startsWith(ACKNOWLEDGE)
          .contains(new SessionEffect.PrepareReplacement(2, TRANSPORT));
      at = feed(at, new Replacement(2, NEXT, List.of()));
      assertThat(effects)
          .contains(new SessionEffect.SendTransportAccept(NEXT))
          .doesNotContain(new SessionEffect.Connect(2));
      at = feed(at, new Acknowledged(Sent.TRANSPORT_ACCEPT));
      assertThat(effects).contains(new SessionEffect.Connect(2));
      assertThat(at.phase()).isEqualTo(new Phase.Connecting());
    }
  }

  @Test
  void aWayFoundByATransportThatWasGivenUpIsNotTaken() {
    JingleSession at = feed(responderConnecting(), says(Action.TRANSPORT_REPLACE));
    assertThat(feed(at, new CarrierFound(1, false))).isEqualTo(at);
    assertThat(feed(at, new CarrierFailed(1, List.of(REFUSED), false))).isEqualTo(at);
    JingleSession again =
        feed(at, new Replacement(2, NEXT, List.of()), new Acknowledged(Sent.TRANSPORT_ACCEPT));
    assertThat(feed(again, new CarrierFound(1, false))).isEqualTo(again);
  }

  @Test
  void whenBothProposeTheInitiatorsStands() {
    JingleSession initiator = proposed(initiatorStuck());
    feed(initiator, says(Action.TRANSPORT_REPLACE));
    assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.TIE_BREAK));

    JingleSession waited = feed(responderStuck(), new Expired(Timer.REPLACEMENT));
    JingleSession responder = proposed(waited);
    assertThat(feed(responder, says(Action.TRANSPORT_REPLACE)).phase())
        .isInstanceOf(Phase.Adapting.class);
    JingleSession overruled = feed(responder, new Rejected(Sent.REPLACE, JingleErrors.TIE_BREAK));
    assertThat(overruled.phase()).isEqualTo(new Phase.AwaitingReplacement());
    // What we were preparing meanwhile is not mistaken for the answer to the peer's proposal.
    JingleSession adapting = feed(waited, says(Action.TRANSPORT_REPLACE));
    assertThat(feed(adapting, new Replacement(2, NEXT, List.of())).phase())
        .isInstanceOf(Phase.Adapting.class);
  }

  @Test
  void aRejectedProposalLeadsToTheNextAndToTheListOfAll() {
    JingleSession at = feed(proposed(initiatorStuck()), says(Action.TRANSPORT_REJECT));
    assertThat(effects).contains(ACKNOWLEDGE, new SessionEffect.PrepareNext(3, true));
    at = feed(at, new NoReplacement(3, List.of(FULL), true));
    assertThat(at.reason()).contains(new NoRoute(List.of(REFUSED, FULL)));
    assertThat(at.ways().anew()).isFalse();
  }

  @Test
  void aPeerThatCannotReplaceNeedsANewSession() {
    JingleSession refused =
        feed(
            proposed(initiatorStuck()),
            new Rejected(Sent.REPLACE, StanzaError.of("cancel", "feature-not-implemented")));
    assertThat(refused.reason()).contains(new NoRoute(List.of(REFUSED)));
    assertThat(refused.ways().anew()).isTrue();
    JingleSession mute = feed(proposed(initiatorStuck()), new Expired(Timer.REPLACEMENT));
    assertThat(mute.ways().anew()).isTrue();
  }

  @Test
  void aProposalThatCannotBeUsedIsRejected() {
    JingleSession at = feed(responderStuck(), says(Action.TRANSPORT_REPLACE));
    at = feed(at, new NoReplacement(2, List.of(FULL), true));
    assertThat(effects).hasAtLeastOneElementOfType(SessionEffect.RejectTransport.class);
    assertThat(at.phase()).isEqualTo(new Phase.AwaitingReplacement());
    feed(sending(), says(Action.TRANSPORT_REPLACE));
    assertThat(effects).hasAtLeastOneElementOfType(SessionEffect.RejectTransport.class);
  }

  @Test
  void aReceiverWithNothingToProposeWaitsOnlyForAnInitiatorThatMayStillBeTrying() {
    JingleSession trying = feed(responderStuck(), new Expired(Timer.REPLACEMENT));
    assertThat(feed(trying, new NoReplacement(2, List.of(), true)).phase())
        .isEqualTo(new Phase.AwaitingReplacement());
    assertThat(feed(trying, new NoReplacement(2, List.of(), false)).reason())
        .contains(new NoRoute(List.of(REFUSED)));
    JingleSession alone =
        feed(
            responderConnecting(),
            new CarrierFailed(1, List.of(REFUSED), true),
            new Expired(Timer.REPLACEMENT));
    assertThat(feed(alone, new NoReplacement(2, List.of(), true)).reason())
        .contains(new NoRoute(List.of(REFUSED)));
  }

  @Test
  void answersToProposalsThatWereNotMadeAreOutOfOrder() {
    for (Action action : List.of(Action.TRANSPORT_ACCEPT, Action.TRANSPORT_REJECT)) {
      JingleSession before = sending();
      assertThat(feed(before, says(action))).isEqualTo(before);
      assertThat(effects).containsExactly(new SessionEffect.Refuse(JingleErrors.OUT_OF_ORDER));
    }
  }

  @Test
  void cancellingAndLosingTheLinkEndEveryStepOfIt() {
    List<JingleSession> steps =
        List.of(
            initiatorStuck(),
            proposed(initiatorStuck()),
            responderStuck(),
            feed(responderStuck(), says(Action.TRANSPORT_REPLACE)),
            feed(
                responderStuck(),
                says(Action.TRANSPORT_REPLACE),
                new Replacement(2, NEXT, List.of())));
    for (JingleSession step : steps) {
      assertThat(feed(step, new UserCancelled()).reason()).contains(new Cancelled(Side.HERE));
      assertThat(feed(step, new LinkLost("gone")).phase())
          .isEqualTo(new Phase.Ended(new ConnectionLost("gone")));
    }
  }
}
