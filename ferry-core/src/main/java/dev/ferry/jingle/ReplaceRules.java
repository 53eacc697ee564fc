package dev.ferry.jingle;

import static dev.ferry.jingle.SessionEvent.Timer.ACKNOWLEDGEMENT;
import static dev.ferry.jingle.SessionEvent.Timer.REPLACEMENT;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.Route;
import dev.ferry.machine.Step;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;

/**
 * How one transport takes the place of another that failed (XEP-0166 7.2.13 to 7.2.16, XEP-0260 3).
 *
 * <p>The initiator proposes. A responder that has given up waits for that a while, then proposes
 * itself; meanwhile it asks whether the initiator still has the session, so that it waits for
 * nobody who has gone without a word. When both propose at once the initiator's proposal stands.
 */
final class ReplaceRules {
  private static final SessionEffect WAIT = new SessionEffect.Arm(REPLACEMENT);
  private static final SessionEffect STOP_WAITING = new SessionEffect.Disarm(REPLACEMENT);

  private static final Attempt UNANSWERED =
      new Attempt(
          Route.IN_BAND,
          "proposing another way",
          "the other side has the session, but does not answer");

  private ReplaceRules() {}

  /** The transport in use has found no way. */
  static Step<JingleSession, SessionEffect> failed(
      JingleSession s, int number, List<Attempt> attempts, boolean peerGaveUp) {
    boolean current = s.phase() instanceof Phase.Connecting && number == s.ways().number();
    return current ? goOn(s.with(s.ways().without(attempts).knowing(peerGaveUp))) : s.stay();
  }

  private static Step<JingleSession, SessionEffect> goOn(JingleSession s) {
    if (s.terms().silent()) {
      return giveUp(s);
    }
    return s.terms().initiator()
        ? propose(s, false)
        : s.to(new Phase.AwaitingReplacement(), WAIT, new SessionEffect.SendPing());
  }

  /** The initiator that is waited for does not have the session any more, or is not there. */
  static Step<JingleSession, SessionEffect> deserted(JingleSession s, StanzaError error) {
    if (!isAwaiting(s) && !(s.phase() instanceof Phase.Regathering)) {
      return s.stay();
    }
    return switch (error.condition()) {
      case "item-not-found" -> s.end(s.ways().none());
      case "service-unavailable", "recipient-unavailable", "gone" ->
          s.end(new EndReason.Unreachable("the peer went offline"));
      // Who does not know the question has not said that it has gone.
      default -> s.stay();
    };
  }

  private static Step<JingleSession, SessionEffect> propose(JingleSession s, boolean rejected) {
    JingleSession next = s.with(s.ways().next());
    return next.to(
        new Phase.Regathering(),
        STOP_WAITING,
        new SessionEffect.PrepareNext(next.ways().number(), rejected));
  }

  private static Step<JingleSession, SessionEffect> giveUp(JingleSession s) {
    return JingleSession.after(List.of(STOP_WAITING), s.leave(s.ways().none()));
  }

  /** Our next transport, or our answer to the peer's, is ready. */
  static Step<JingleSession, SessionEffect> ready(JingleSession s, int number, Xml transport) {
    if (number != s.ways().number()) {
      return s.stay();
    }
    return switch (s.phase()) {
      case Phase.Regathering _ ->
          s.to(new Phase.Replacing(), new SessionEffect.SendReplace(transport), WAIT);
      case Phase.Adapting _ ->
          s.to(
              new Phase.Approving(),
              new SessionEffect.SendTransportAccept(transport),
              new SessionEffect.Arm(ACKNOWLEDGEMENT));
      default -> s.stay();
    };
  }

  /** There is no next transport here, or the peer's cannot be used. */
  static Step<JingleSession, SessionEffect> none(JingleSession s, int number, boolean inTime) {
    if (number != s.ways().number()) {
      return s.stay();
    }
    return switch (s.phase()) {
      // An initiator that has not given up may still be trying: only time ends the wait for it.
      case Phase.Regathering _ when inTime && !s.terms().initiator() && !s.ways().peerGaveUp() ->
          goOn(s);
      case Phase.Regathering _ -> giveUp(s);
      case Phase.Adapting(JingleMessage replace) ->
          JingleSession.after(List.of(new SessionEffect.RejectTransport(replace)), goOn(s));
      default -> s.stay();
    };
  }

  /** The peer proposes another transport. */
  static Step<JingleSession, SessionEffect> proposed(
      JingleSession s, JingleMessage replace, Optional<Xml> transport) {
    boolean ours = s.phase() instanceof Phase.Regathering || s.phase() instanceof Phase.Replacing;
    if (ours && s.terms().initiator()) {
      return s.stay(new SessionEffect.Refuse(JingleErrors.TIE_BREAK));
    }
    boolean due = ours || s.phase() instanceof Phase.Connecting || isAwaiting(s);
    JingleSession next = s.with(s.ways().next());
    return due && transport.isPresent()
        ? next.to(
            new Phase.Adapting(replace),
            new SessionEffect.Acknowledge(),
            STOP_WAITING,
            new SessionEffect.PrepareReplacement(next.ways().number(), transport.get()))
        : s.stay(new SessionEffect.Acknowledge(), new SessionEffect.RejectTransport(replace));
  }

  private static boolean isAwaiting(JingleSession s) {
    return s.phase() instanceof Phase.AwaitingReplacement;
  }

  /** The peer takes our proposal. */
  static Step<JingleSession, SessionEffect> accepted(JingleSession s, Optional<Xml> transport) {
    if (!(s.phase() instanceof Phase.Replacing)) {
      return s.stay(new SessionEffect.Refuse(JingleErrors.OUT_OF_ORDER));
    }
    return transport.isEmpty()
        ? s.stay(new SessionEffect.Refuse(JingleErrors.BAD_REQUEST))
        : s.to(
            new Phase.Connecting(),
            new SessionEffect.Acknowledge(),
            STOP_WAITING,
            new SessionEffect.HandAnswer(transport.get()),
            new SessionEffect.Connect(s.ways().number()));
  }

  /** The peer does not want our proposal; it may want another. */
  static Step<JingleSession, SessionEffect> rejected(JingleSession s) {
    if (!(s.phase() instanceof Phase.Replacing)) {
      return s.stay(new SessionEffect.Refuse(JingleErrors.OUT_OF_ORDER));
    }
    return JingleSession.after(List.of(new SessionEffect.Acknowledge()), propose(s, true));
  }

  /** Our transport-replace was answered with an error. */
  static Step<JingleSession, SessionEffect> refused(JingleSession s, StanzaError error) {
    if (!(s.phase() instanceof Phase.Replacing)) {
      return s.stay();
    }
    boolean crossed = error.condition().equals("conflict") && !s.terms().initiator();
    return crossed
        ? s.to(new Phase.AwaitingReplacement(), WAIT)
        : giveUp(s.with(s.ways().onlyAnew()));
  }

  /** Our transport-accept is with the peer. */
  static Step<JingleSession, SessionEffect> approved(JingleSession s) {
    return s.phase() instanceof Phase.Approving
        ? s.to(
            new Phase.Connecting(),
            new SessionEffect.Disarm(ACKNOWLEDGEMENT),
            new SessionEffect.Connect(s.ways().number()))
        : s.stay();
  }

  /** Nothing came: no proposal, or no answer to ours. */
  static Step<JingleSession, SessionEffect> late(JingleSession s) {
    return switch (s.phase()) {
      case Phase.AwaitingReplacement _ -> propose(s, false);
      case Phase.Replacing _ -> giveUp(s.with(s.ways().without(List.of(UNANSWERED)).onlyAnew()));
      default -> s.stay();
    };
  }
}
