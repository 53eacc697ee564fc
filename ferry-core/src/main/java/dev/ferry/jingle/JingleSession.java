package dev.ferry.jingle;

import static dev.ferry.jingle.SessionEvent.Timer.ACKNOWLEDGEMENT;
import static dev.ferry.jingle.SessionEvent.Timer.CHECKSUM;
import static dev.ferry.jingle.SessionEvent.Timer.CONFIRMATION;
import static dev.ferry.jingle.SessionEvent.Timer.FIRST_BYTE;
import static dev.ferry.jingle.SessionEvent.Timer.LEAVE;
import static dev.ferry.jingle.SessionEvent.Timer.REPLACEMENT;
import static dev.ferry.jingle.SessionEvent.Timer.STALL;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.content.Hashes;
import dev.ferry.machine.Step;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Jingle session with one file as a pure machine (XEP-0166 5 and 6, XEP-0234 6 and 8): state and
 * event in, next state and effects out. Both roles, both directions.
 *
 * <p>Nothing that depends on the peer having seen a stanza is done before its result has come. The
 * first reason to end wins; {@link Phase.Ended} absorbs everything.
 */
public record JingleSession(Terms terms, Ways ways, Phase phase) {

  /** A session that this device opens. Its first effect, {@code Prepare}, is the caller's to do. */
  public static JingleSession opening(Terms terms) {
    return new JingleSession(terms, Ways.first(), new Phase.Preparing());
  }

  /** A session that the peer has opened; its offer has been acknowledged. */
  public static JingleSession asked(Terms terms) {
    return new JingleSession(terms, Ways.first(), new Phase.Asked());
  }

  /** Whether nothing more will happen. */
  public boolean over() {
    return phase instanceof Phase.Ended;
  }

  /** Why it ends, as soon as that is fixed for the user. */
  public Optional<EndReason> reason() {
    return switch (phase) {
      case Phase.Withdrawing(EndReason why) -> Optional.of(why);
      case Phase.Leaving(EndReason why) -> Optional.of(why);
      case Phase.Ended(EndReason why) -> Optional.of(why);
      default -> Optional.empty();
    };
  }

  /** Whether all has come; a sender that hears nothing of us reads that from the stream's end. */
  boolean hasTakenAll() {
    return phase instanceof Phase.Ended(EndReason.Completed _) && !terms.sending();
  }

  /** The machine. */
  public static Step<JingleSession, SessionEffect> on(JingleSession s, SessionEvent event) {
    return switch (event) {
      case SessionEvent.FromPeer(JingleMessage message) -> PeerRules.on(s, message);
      case SessionEvent.Told(SessionInfo info) -> InfoRules.on(s, info);
      case SessionEvent.Acknowledged(SessionEvent.Sent what) -> AckRules.acknowledged(s, what);
      case SessionEvent.Rejected(SessionEvent.Sent what, var error) ->
          AckRules.rejected(s, what, error);
      case SessionEvent.UserAccepted _ ->
          s.phase instanceof Phase.Asked
              ? s.to(new Phase.Answering(), new SessionEffect.Prepare())
              : s.stay();
      case SessionEvent.UserDeclined _ ->
          s.phase instanceof Phase.Asked ? s.leave(new Declined()) : s.stay();
      case SessionEvent.Unavailable(String why) ->
          s.phase instanceof Phase.Asked
              ? s.to(
                  new Phase.Leaving(new EndReason.StorageFailed(Side.HERE, why)),
                  new SessionEffect.SendTerminate(Endings.notAvailable(why)),
                  new SessionEffect.Arm(SessionEvent.Timer.LEAVE))
              : s.stay();
      case SessionEvent.UserCancelled _ -> s.cancelled();
      case SessionEvent.Prepared(Xml transport, boolean checksumDue) ->
          s.with(s.terms.expectingChecksum(checksumDue)).prepared(transport);
      case SessionEvent.PrepareFailed(EndReason why) ->
          switch (s.phase) {
            case Phase.Preparing _ -> s.end(why);
            case Phase.Answering _ -> s.leave(why);
            default -> s.stay();
          };
      case SessionEvent.CarrierFound(int number, boolean inBand) ->
          s.phase instanceof Phase.Connecting && number == s.ways.number()
              ? s.with(s.terms.carriedInBand(inBand))
                  .to(
                      new Phase.Flowing(),
                      new SessionEffect.Flow(),
                      new SessionEffect.Arm(FIRST_BYTE))
              : s.stay();
      case SessionEvent.Betrayed(String why) -> s.with(s.ways.betrayed(why)).stay();
      case SessionEvent.CarrierFailed(int number, var attempts, boolean peerGaveUp) ->
          ReplaceRules.failed(s, number, attempts, peerGaveUp);
      case SessionEvent.Replacement(int number, Xml transport, var attempts) ->
          ReplaceRules.ready(s.with(s.ways.without(attempts)), number, transport);
      case SessionEvent.NoReplacement(int number, var attempts, boolean inTime) ->
          ReplaceRules.none(s.with(s.ways.without(attempts)), number, inTime);
      case SessionEvent.Rerouted _ -> s.stay();
      case SessionEvent.Moved _ ->
          s.phase instanceof Phase.Flowing
              ? s.stay(new SessionEffect.Disarm(FIRST_BYTE), new SessionEffect.Arm(STALL))
              : s.stay();
      case SessionEvent.ContentDone(Hashes computed, boolean proved) ->
          s.phase instanceof Phase.Flowing ? ContentRules.done(s, computed, proved) : s.stay();
      case SessionEvent.StreamEnded(boolean well) -> ContentRules.streamEnded(s, well);
      case SessionEvent.ContentFailing(EndReason why) ->
          s.phase instanceof Phase.Flowing
              ? s.to(new Phase.Failing(why), new SessionEffect.Arm(STALL))
              : s.stay();
      case SessionEvent.ContentFailed(EndReason why) ->
          switch (s.phase) {
            case Phase.Flowing _, Phase.Connecting _ -> s.leave(why);
            case Phase.Failing(EndReason first) -> s.leave(first);
            default -> s.stay();
          };
      case SessionEvent.Recomputed(Hashes digests) -> ContentRules.caughtUp(s, digests);
      case SessionEvent.Stored _ -> ContentRules.stored(s);
      case SessionEvent.StoreFailed(EndReason why) ->
          s.phase instanceof Phase.Storing || s.phase instanceof Phase.CatchingUp
              ? s.leave(why)
              : s.stay();
      case SessionEvent.PeerGone _ -> s.unheard(new Unreachable("the peer went offline"));
      case SessionEvent.LinkInterrupted _ ->
          s.stay(
              new SessionEffect.Disarm(ACKNOWLEDGEMENT),
              new SessionEffect.Disarm(REPLACEMENT),
              new SessionEffect.Disarm(CHECKSUM),
              new SessionEffect.Disarm(CONFIRMATION));
      case SessionEvent.LinkResumed _ -> AckRules.resumed(s);
      case SessionEvent.LinkLost(String why) -> s.unheard(new ConnectionLost(why));
      case SessionEvent.Expired(SessionEvent.Timer timer) -> TimerRules.expired(s, timer);
    };
  }

  private Step<JingleSession, SessionEffect> prepared(Xml transport) {
    SessionEffect wait = new SessionEffect.Arm(ACKNOWLEDGEMENT);
    return switch (phase) {
      case Phase.Preparing _ ->
          to(new Phase.Initiating(), new SessionEffect.SendInitiate(transport), wait);
      case Phase.Answering _ ->
          to(new Phase.Accepting(), new SessionEffect.SendAccept(transport), wait);
      default -> stay();
    };
  }

  private Step<JingleSession, SessionEffect> cancelled() {
    EndReason here = new Cancelled(Side.HERE);
    return switch (phase) {
      case Phase.Preparing _ -> end(here);
      case Phase.Initiating _ -> to(new Phase.Withdrawing(here));
      case Phase.Asked _ -> leave(new Declined());
      case Phase.Offered _,
          Phase.Answering _,
          Phase.Accepting _,
          Phase.Connecting _,
          Phase.Regathering _,
          Phase.Replacing _,
          Phase.AwaitingReplacement _,
          Phase.Adapting _,
          Phase.Approving _,
          Phase.Flowing _,
          Phase.Failing _,
          Phase.Confirming _,
          Phase.AwaitingChecksum _,
          Phase.CatchingUp _ ->
          leave(here);
      case Phase.Storing _,
          Phase.Reporting _,
          Phase.Parting _,
          Phase.Withdrawing _,
          Phase.Leaving _,
          Phase.Ended _ ->
          stay();
    };
  }

  /** The peer can no longer be told anything; what flows over a carrier of its own goes on. */
  private Step<JingleSession, SessionEffect> unheard(EndReason otherwise) {
    JingleSession quiet = with(terms.silenced());
    return switch (phase) {
      case Phase.Flowing _ -> terms.inBand() ? end(otherwise) : quiet.stay();
      case Phase.Confirming(Hashes computed) ->
          terms.inBand()
              ? end(ContentRules.unconfirmed(this, computed))
              : terms.silent() ? stay() : quiet.stay(new SessionEffect.AwaitEnd());
      case Phase.AwaitingChecksum(Hashes computed, boolean proved) ->
          ContentRules.withoutDigests(quiet, computed, proved);
      case Phase.Failing _, Phase.CatchingUp _, Phase.Storing _ -> quiet.stay();
      case Phase.Reporting(EndReason why) -> end(why);
      case Phase.Parting(EndReason why) -> end(why);
      case Phase.Withdrawing(EndReason why) -> end(why);
      case Phase.Leaving(EndReason why) -> end(why);
      case Phase.Ended _ -> stay();
      case Phase.Preparing _,
          Phase.Initiating _,
          Phase.Offered _,
          Phase.Asked _,
          Phase.Answering _,
          Phase.Accepting _,
          Phase.Connecting _,
          Phase.Regathering _,
          Phase.Replacing _,
          Phase.AwaitingReplacement _,
          Phase.Adapting _,
          Phase.Approving _ ->
          end(otherwise);
    };
  }

  JingleSession with(Terms other) {
    return new JingleSession(other, ways, phase);
  }

  JingleSession with(Ways other) {
    return new JingleSession(terms, other, phase);
  }

  Step<JingleSession, SessionEffect> stay(SessionEffect... effects) {
    return Step.to(this, effects);
  }

  Step<JingleSession, SessionEffect> to(Phase next, SessionEffect... effects) {
    return Step.to(new JingleSession(terms, ways, next), effects);
  }

  /** Ends and tells the peer, unless it cannot hear. */
  Step<JingleSession, SessionEffect> leave(EndReason why) {
    return terms.silent()
        ? end(why)
        : to(
            new Phase.Leaving(why),
            new SessionEffect.SendTerminate(Endings.toPeer(why)),
            new SessionEffect.Arm(LEAVE));
  }

  /** Ends without a word. */
  Step<JingleSession, SessionEffect> end(EndReason why) {
    return to(new Phase.Ended(why));
  }

  static Step<JingleSession, SessionEffect> after(
      List<SessionEffect> first, Step<JingleSession, SessionEffect> step) {
    List<SessionEffect> all = new ArrayList<>(first);
    all.addAll(step.effects());
    return new Step<>(step.next(), all);
  }
}
