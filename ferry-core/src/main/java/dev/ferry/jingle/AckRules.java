package dev.ferry.jingle;

import static dev.ferry.jingle.SessionEvent.Timer.ACKNOWLEDGEMENT;
import static dev.ferry.jingle.SessionEvent.Timer.OFFER;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.machine.Step;
import dev.ferry.stanza.StanzaError;

/** What the fate of our own stanzas means to the session. */
final class AckRules {
  private AckRules() {}

  static Step<JingleSession, SessionEffect> acknowledged(JingleSession s, Sent what) {
    SessionEffect disarm = new SessionEffect.Disarm(ACKNOWLEDGEMENT);
    return switch (what) {
      case INITIATE ->
          switch (s.phase()) {
            case Phase.Initiating _ ->
                s.to(new Phase.Offered(), disarm, new SessionEffect.Arm(OFFER));
            case Phase.Withdrawing(EndReason why) -> s.leave(why);
            default -> s.stay();
          };
      case ACCEPT ->
          s.phase() instanceof Phase.Accepting
              ? s.to(new Phase.Connecting(), disarm, new SessionEffect.Connect(s.ways().number()))
              : s.stay();
      case PING -> s.stay();
      case REPLACE -> s.stay(); // what counts is the peer's transport-accept
      case TRANSPORT_ACCEPT -> ReplaceRules.approved(s);
      case RECEIVED ->
          s.phase() instanceof Phase.Reporting(EndReason why)
              ? s.with(s.terms().confirmed()).leave(why)
              : s.stay();
      case TERMINATE -> s.phase() instanceof Phase.Leaving(EndReason why) ? s.end(why) : s.stay();
      case CHECKSUM -> s.with(s.terms().toldChecksum()).stay();
    };
  }

  static Step<JingleSession, SessionEffect> rejected(
      JingleSession s, Sent what, StanzaError error) {
    return switch (what) {
      case INITIATE ->
          switch (s.phase()) {
            case Phase.Initiating _, Phase.Offered _ -> s.end(Endings.refusedOffer(error));
            case Phase.Withdrawing(EndReason why) -> s.end(why);
            default -> s.stay();
          };
      case ACCEPT ->
          s.phase() instanceof Phase.Accepting ? s.end(Endings.refusedAnswer(error)) : s.stay();
      case REPLACE -> ReplaceRules.refused(s, error);
      case TRANSPORT_ACCEPT ->
          s.phase() instanceof Phase.Approving ? s.end(Endings.refusedAnswer(error)) : s.stay();
      // A peer that does not know these, or has already left, has still got or sent its file.
      case RECEIVED ->
          s.phase() instanceof Phase.Reporting(EndReason why) ? s.leave(why) : s.stay();
      case TERMINATE -> acknowledged(s, what);
      case CHECKSUM -> s.stay();
      case PING -> ReplaceRules.deserted(s, error);
    };
  }

  /** The acknowledgement did not come in time. */
  static Step<JingleSession, SessionEffect> unanswered(JingleSession s) {
    return switch (s.phase()) {
      case Phase.Initiating _ ->
          s.leave(new Unreachable("the peer did not acknowledge the offer in time"));
      case Phase.Accepting _, Phase.Approving _ ->
          s.leave(new Unreachable("the peer did not acknowledge our acceptance in time"));
      case Phase.Reporting(EndReason why) -> s.end(why);
      case Phase.Withdrawing(EndReason why) -> s.end(why);
      default -> s.stay();
    };
  }

  /** The link is back: what was waiting for an acknowledgement waits anew. */
  static Step<JingleSession, SessionEffect> resumed(JingleSession s) {
    return switch (s.phase()) {
      case Phase.Initiating _,
          Phase.Accepting _,
          Phase.Approving _,
          Phase.Reporting _,
          Phase.Withdrawing _ ->
          s.stay(new SessionEffect.Arm(ACKNOWLEDGEMENT));
      case Phase.Replacing _, Phase.AwaitingReplacement _ ->
          s.stay(new SessionEffect.Arm(Timer.REPLACEMENT));
      case Phase.AwaitingChecksum _ -> s.stay(new SessionEffect.Arm(Timer.CHECKSUM));
      case Phase.Confirming _ -> s.stay(new SessionEffect.Arm(Timer.CONFIRMATION));
      default -> s.stay();
    };
  }
}
