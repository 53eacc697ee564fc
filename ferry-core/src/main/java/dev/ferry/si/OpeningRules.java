package dev.ferry.si;

import static dev.ferry.si.SiEvent.Timer.CONSENT;
import static dev.ferry.si.SiEvent.Timer.FIRST_BYTE;
import static dev.ferry.si.SiEvent.Timer.OFFER;
import static dev.ferry.si.SiEvent.Timer.STREAM;
import static dev.ferry.si.StreamMethod.BYTESTREAMS;
import static dev.ferry.si.StreamMethod.IN_BAND;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.Route;
import dev.ferry.Verified;
import dev.ferry.content.ByteRange;
import dev.ferry.machine.Step;
import dev.ferry.stanza.StanzaError;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.Socks5Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a session comes from a yes to an open stream. When connections fail, the sender opens an
 * in-band stream of the same id without another word, as libpurple does, and the receiver waits for
 * that.
 */
final class OpeningRules {
  private static final int MOST_REQUESTS = 4;

  private OpeningRules() {}

  static Step<SiSession, SiEffect> answered(SiSession s, Optional<SiMessage.Answer> answer) {
    if (!(s.phase() instanceof Phase.Offering)) {
      return s.stay();
    }
    Optional<StreamMethod> method = answer.flatMap(a -> chosen(s.terms(), a));
    return method.isEmpty()
        ? s.end(new PeerFault("the peer says yes, but to no kind of stream that was offered"))
        : s.to(
            new Phase.Agreeing(method.get()),
            new SiEffect.Disarm(OFFER),
            new SiEffect.Agree(answer.orElseThrow().range()));
  }

  /** A peer that names no kind of stream means the only one. */
  private static Optional<StreamMethod> chosen(Terms terms, SiMessage.Answer answer) {
    Optional<StreamMethod> only =
        Optional.of(terms.methods().getFirst()).filter(_ -> terms.methods().size() == 1);
    return answer.method().or(() -> only).filter(terms::allow);
  }

  static Step<SiSession, SiEffect> agreed(SiSession s) {
    return s.phase() instanceof Phase.Agreeing(StreamMethod method)
        ? s.to(new Phase.Opening(method, List.of()), new SiEffect.Open(method))
        : s.stay();
  }

  static Step<SiSession, SiEffect> prepared(SiSession s, ByteRange wanted) {
    return s.phase() instanceof Phase.Answering
        ? s.to(
            new Phase.Awaiting(false, 0, List.of()),
            new SiEffect.AcceptOffer(s.terms().methods().getFirst(), wanted),
            new SiEffect.Arm(STREAM))
        : s.stay();
  }

  /** Only a receiver that said yes connects to anything. */
  static Step<SiSession, SiEffect> hostsOffered(SiSession s, Streamhosts offer) {
    if (!(s.phase() instanceof Phase.Awaiting(boolean dialing, int requests, var failed))
        || !s.terms().allow(BYTESTREAMS)) {
      return s.stay(new SiEffect.RefuseHosts(SiErrors.UNKNOWN_STREAM));
    }
    if (offer.mode() == Socks5Message.Mode.UDP) {
      return s.stay(new SiEffect.RefuseHosts(SiErrors.NOT_IMPLEMENTED));
    }
    return dialing || requests == MOST_REQUESTS
        ? s.stay(new SiEffect.RefuseHosts(StanzaError.of("wait", "resource-constraint")))
        : s.to(
            new Phase.Awaiting(true, requests + 1, failed),
            new SiEffect.Disarm(STREAM),
            new SiEffect.Dial(offer));
  }

  static Step<SiSession, SiEffect> found(SiSession s, boolean inBand) {
    boolean due = s.phase() instanceof Phase.Opening || s.phase() instanceof Phase.Awaiting;
    return due
        ? s.with(s.terms().carriedInBand(inBand))
            .to(
                new Phase.Flowing(),
                new SiEffect.Disarm(STREAM),
                new SiEffect.Flow(),
                new SiEffect.Arm(FIRST_BYTE))
        : s.stay();
  }

  static Step<SiSession, SiEffect> failed(
      SiSession s, StreamMethod method, List<Attempt> attempts) {
    boolean more = method == BYTESTREAMS && s.terms().allow(IN_BAND);
    return switch (s.phase()) {
      case Phase.Opening(_, var before) ->
          more
              ? s.to(new Phase.Opening(IN_BAND, both(before, attempts)), new SiEffect.Open(IN_BAND))
              : s.end(new NoRoute(both(before, attempts)));
      case Phase.Awaiting(boolean dialing, int requests, var before) ->
          more || (dialing && method == IN_BAND)
              ? s.to(
                  new Phase.Awaiting(
                      dialing && method == IN_BAND, requests, both(before, attempts)),
                  new SiEffect.Arm(STREAM))
              : s.end(new NoRoute(both(before, attempts)));
      default -> s.stay();
    };
  }

  private static List<Attempt> both(List<Attempt> before, List<Attempt> more) {
    List<Attempt> all = new ArrayList<>(before);
    all.addAll(more);
    return all;
  }

  static Step<SiSession, SiEffect> expired(SiSession s, SiEvent.Timer timer) {
    return switch (timer) {
      case OFFER -> s.phase() instanceof Phase.Offering ? late(s, Stage.OFFER) : s.stay();
      case CONSENT ->
          s.phase() instanceof Phase.Asked
              ? s.end(new TimedOut(Stage.OFFER), new SiEffect.RefuseOffer(SiErrors.DECLINED))
              : s.stay();
      case STREAM ->
          s.phase() instanceof Phase.Awaiting(_, _, var failed)
              ? s.end(unopened(failed))
              : s.stay();
      case FIRST_BYTE -> s.phase() instanceof Phase.Flowing ? late(s, Stage.FIRST_BYTE) : s.stay();
      case STALL -> s.phase() instanceof Phase.Flowing ? late(s, Stage.STALL) : s.stay();
      case CONFIRMATION ->
          s.phase() instanceof Phase.Confirming ? late(s, Stage.CONFIRMATION) : s.stay();
      case FAREWELL ->
          switch (s.phase()) {
            case Phase.Confirming(var computed) ->
                s.end(SiSession.completed(Verified.SENT_ONLY, computed));
            case Phase.Parting(EndReason done) -> s.end(done);
            default -> s.stay();
          };
    };
  }

  private static EndReason unopened(List<Attempt> failed) {
    Attempt last =
        new Attempt(Route.IN_BAND, "in-band through the servers", "the peer did not open it");
    return failed.isEmpty()
        ? new TimedOut(Stage.CONNECT)
        : new NoRoute(both(failed, List.of(last)));
  }

  private static Step<SiSession, SiEffect> late(SiSession s, Stage stage) {
    return s.end(new TimedOut(stage));
  }
}
