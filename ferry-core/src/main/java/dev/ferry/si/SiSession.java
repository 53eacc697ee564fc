package dev.ferry.si;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.Verified;
import dev.ferry.content.Digests;
import dev.ferry.content.Hashes;
import dev.ferry.machine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file on its way by stream initiation, as a pure machine (XEP-0095 3, XEP-0096 3): state and
 * event in, next state and effects out. Both directions.
 *
 * <p>The protocol says nothing after the stream is open. So a sender learns from the stream's end
 * alone that its bytes were taken, and never that they were right; whoever cancels closes the
 * stream. The first reason to end wins; {@link Phase.Ended} absorbs everything.
 */
record SiSession(Terms terms, Phase phase) {

  /** A session of which this device has sent the offer. */
  static SiSession offering(Terms terms) {
    return new SiSession(terms, new Phase.Offering());
  }

  /** A session that the peer has offered and that waits for the user. */
  static SiSession asked(Terms terms) {
    return new SiSession(terms, new Phase.Asked());
  }

  boolean over() {
    return phase instanceof Phase.Ended;
  }

  /** The machine. */
  static Step<SiSession, SiEffect> on(SiSession s, SiEvent event) {
    return switch (event) {
      case SiEvent.Answered(var answer) -> OpeningRules.answered(s, answer);
      case SiEvent.Refused(var error) ->
          s.phase instanceof Phase.Offering ? s.end(SiEndings.refused(error)) : s.stay();
      case SiEvent.Agreed _ -> OpeningRules.agreed(s);
      case SiEvent.Disagreed(EndReason why) ->
          s.phase instanceof Phase.Agreeing ? s.end(why) : s.stay();
      case SiEvent.HostsOffered(var offer) -> OpeningRules.hostsOffered(s, offer);
      case SiEvent.UserAccepted _ ->
          s.phase instanceof Phase.Asked
              ? s.to(
                  new Phase.Answering(),
                  new SiEffect.Disarm(SiEvent.Timer.CONSENT),
                  new SiEffect.Prepare())
              : s.stay();
      case SiEvent.UserDeclined _ ->
          s.phase instanceof Phase.Asked ? s.decline(new Declined()) : s.stay();
      case SiEvent.UserCancelled _ -> s.cancelled();
      case SiEvent.Prepared(var wanted) -> OpeningRules.prepared(s, wanted);
      case SiEvent.PrepareFailed(EndReason why) ->
          s.phase instanceof Phase.Answering
              ? s.end(why, new SiEffect.RefuseOffer(SiEndings.toPeer(why)))
              : s.stay();
      case SiEvent.CarrierFound(boolean inBand) -> OpeningRules.found(s, inBand);
      case SiEvent.CarrierFailed(StreamMethod method, var attempts) ->
          OpeningRules.failed(s, method, attempts);
      case SiEvent.PeerWithdrew _ ->
          s.phase instanceof Phase.Opening ? s.end(new Cancelled(Side.THERE)) : s.stay();
      case SiEvent.Moved _ ->
          s.phase instanceof Phase.Flowing
              ? s.stay(
                  new SiEffect.Disarm(SiEvent.Timer.FIRST_BYTE),
                  new SiEffect.Arm(SiEvent.Timer.STALL))
              : s.stay();
      case SiEvent.ContentDone(Hashes computed) ->
          s.phase instanceof Phase.Flowing ? s.contentDone(computed) : s.stay();
      case SiEvent.ContentFailed(EndReason why) ->
          s.phase instanceof Phase.Flowing ? s.end(why) : s.stay();
      case SiEvent.StreamEnded(boolean well) -> s.streamEnded(well);
      case SiEvent.Stored _ ->
          s.phase instanceof Phase.Storing(Hashes computed, Verified how)
              ? s.stored(completed(how, computed))
              : s.stay();
      case SiEvent.StoreFailed(EndReason why) ->
          s.phase instanceof Phase.Storing ? s.end(why) : s.stay();
      case SiEvent.PeerGone _ -> s.unheard(new Unreachable("the peer went offline"));
      case SiEvent.LinkInterrupted _ -> s.stay(new SiEffect.Disarm(SiEvent.Timer.STREAM));
      case SiEvent.LinkResumed _ ->
          s.phase instanceof Phase.Awaiting(boolean dialing, _, _) && !dialing
              ? s.stay(new SiEffect.Arm(SiEvent.Timer.STREAM))
              : s.stay();
      case SiEvent.LinkLost(String why) -> s.unheard(new ConnectionLost(why));
      case SiEvent.Expired(var timer) -> OpeningRules.expired(s, timer);
    };
  }

  private Step<SiSession, SiEffect> cancelled() {
    EndReason here = new Cancelled(Side.HERE);
    return switch (phase) {
      case Phase.Asked _ -> decline(new Declined());
      case Phase.Answering _ -> decline(here);
      case Phase.Offering _,
          Phase.Agreeing _,
          Phase.Opening _,
          Phase.Awaiting _,
          Phase.Flowing _,
          Phase.Confirming _ ->
          end(here);
      case Phase.Storing _, Phase.Parting _, Phase.Ended _ -> stay();
    };
  }

  private Step<SiSession, SiEffect> stored(EndReason done) {
    return terms.inBand()
        ? to(
            new Phase.Parting(done),
            new SiEffect.AwaitEnd(),
            new SiEffect.Arm(SiEvent.Timer.FAREWELL))
        : end(done);
  }

  private Step<SiSession, SiEffect> contentDone(Hashes computed) {
    List<SiEffect> calm =
        List.of(
            new SiEffect.Disarm(SiEvent.Timer.FIRST_BYTE),
            new SiEffect.Disarm(SiEvent.Timer.STALL));
    Step<SiSession, SiEffect> step =
        terms.sending()
            ? to(
                new Phase.Confirming(computed),
                new SiEffect.AwaitEnd(),
                new SiEffect.Arm(
                    terms.inBand() ? SiEvent.Timer.FAREWELL : SiEvent.Timer.CONFIRMATION))
            : judge(computed);
    return after(calm, step);
  }

  /** Receiver: compares what was computed with what the sender gave, and stores or refuses. */
  private Step<SiSession, SiEffect> judge(Hashes computed) {
    List<String> common =
        computed.byAlgorithm().keySet().stream()
            .filter(terms.known().byAlgorithm()::containsKey)
            .toList();
    Optional<String> wrong =
        common.stream().filter(a -> !computed.get(a).equals(terms.known().get(a))).findFirst();
    if (wrong.isPresent()) {
      return end(new Corrupted("the " + wrong.get() + " of what arrived is not the one announced"));
    }
    return to(new Phase.Storing(computed, strength(common)), new SiEffect.Store());
  }

  private static Verified strength(List<String> compared) {
    if (compared.isEmpty()) {
      return Verified.SIZE_ONLY;
    }
    return Digests.WEAK.containsAll(compared) ? Verified.WEAK_HASH : Verified.HASH;
  }

  private Step<SiSession, SiEffect> streamEnded(boolean well) {
    if (phase instanceof Phase.Parting(EndReason done)) {
      return end(done);
    }
    if (!(phase instanceof Phase.Confirming(Hashes computed))) {
      return stay();
    }
    return end(
        well
            ? completed(Verified.SENT_ONLY, computed)
            : new ConnectionLost("the receiver broke off before it had all bytes"));
  }

  /** Nothing can be said to the peer any more; what flows over a stream of its own goes on. */
  private Step<SiSession, SiEffect> unheard(EndReason otherwise) {
    return switch (phase) {
      case Phase.Flowing _ -> terms.inBand() ? end(otherwise) : stay();
      case Phase.Confirming(Hashes computed) ->
          terms.inBand() ? end(completed(Verified.SENT_ONLY, computed)) : stay();
      case Phase.Parting(EndReason done) -> end(done);
      case Phase.Storing _, Phase.Ended _ -> stay();
      case Phase.Offering _,
          Phase.Agreeing _,
          Phase.Opening _,
          Phase.Asked _,
          Phase.Answering _,
          Phase.Awaiting _ ->
          end(otherwise);
    };
  }

  static EndReason completed(Verified how, Hashes computed) {
    return new Completed(how, computed.get(Hashes.SHA_256).orElse(""));
  }

  SiSession with(Terms other) {
    return new SiSession(other, phase);
  }

  Step<SiSession, SiEffect> stay(SiEffect... effects) {
    return Step.to(this, effects);
  }

  Step<SiSession, SiEffect> to(Phase next, SiEffect... effects) {
    return Step.to(new SiSession(terms, next), effects);
  }

  Step<SiSession, SiEffect> end(EndReason why, SiEffect... effects) {
    return to(new Phase.Ended(why), effects);
  }

  private Step<SiSession, SiEffect> decline(EndReason why) {
    return end(why, new SiEffect.RefuseOffer(SiErrors.DECLINED));
  }

  private static Step<SiSession, SiEffect> after(
      List<SiEffect> first, Step<SiSession, SiEffect> step) {
    List<SiEffect> all = new ArrayList<>(first);
    all.addAll(step.effects());
    return new Step<>(step.next(), all);
  }
}
