package dev.ferry.jingle;

import static dev.ferry.jingle.SessionEvent.Timer.ACKNOWLEDGEMENT;
import static dev.ferry.jingle.SessionEvent.Timer.OFFER;

import dev.ferry.EndReason;
import dev.ferry.Verified;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.machine.Step;
import dev.ferry.negotiation.Portion;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the peer's messages, other than session-info, mean to the session (XEP-0166 7.2). */
final class PeerRules {
  private PeerRules() {}

  static Step<JingleSession, SessionEffect> on(JingleSession s, JingleMessage message) {
    if (s.reason().isPresent()) {
      return refuse(s, JingleErrors.UNKNOWN_SESSION);
    }
    return switch (message.action()) {
      case SESSION_ACCEPT -> accepted(s, message);
      case SESSION_TERMINATE ->
          acknowledging(terminated(s, message.reason().orElse(JingleReason.of(Condition.UNKNOWN))));
      case TRANSPORT_INFO -> transportInfo(s, message);
      case TRANSPORT_REPLACE -> ReplaceRules.proposed(s, message, transport(s, message));
      case TRANSPORT_ACCEPT -> ReplaceRules.accepted(s, transport(s, message));
      case TRANSPORT_REJECT -> ReplaceRules.rejected(s);
      case CONTENT_ADD ->
          s.stay(new SessionEffect.Acknowledge(), new SessionEffect.RejectContent(message));
      case CONTENT_REMOVE, CONTENT_REJECT -> contentGone(s, message);
      case DESCRIPTION_INFO -> described(s, message);
      case SESSION_INITIATE, CONTENT_ACCEPT -> refuse(s, JingleErrors.OUT_OF_ORDER);
      case CONTENT_MODIFY, SECURITY_INFO -> refuse(s, JingleErrors.NOT_IMPLEMENTED);
      case SESSION_INFO -> refuse(s, JingleErrors.UNSUPPORTED_INFO);
    };
  }

  /** Some responders answer faster than their acknowledgement travels: both phases will do. */
  private static Step<JingleSession, SessionEffect> accepted(
      JingleSession s, JingleMessage message) {
    boolean due = s.phase() instanceof Phase.Initiating || s.phase() instanceof Phase.Offered;
    if (!due) {
      return refuse(s, JingleErrors.OUT_OF_ORDER);
    }
    Optional<Xml> transport = transport(s, message);
    Optional<Description.File> file = ours(s, message).flatMap(PeerRules::file);
    if (transport.isEmpty() || (file.isEmpty() && !s.terms().sending())) {
      return refuse(s, JingleErrors.BAD_REQUEST);
    }
    return s.with(s.terms().granted(file))
        .to(
            new Phase.Connecting(),
            new SessionEffect.Acknowledge(),
            new SessionEffect.Disarm(ACKNOWLEDGEMENT),
            new SessionEffect.Disarm(OFFER),
            s.terms().sending()
                ? new SessionEffect.Agree(wanted(file))
                : new SessionEffect.Compare(file.orElseThrow()),
            new SessionEffect.HandSecurity(ours(s, message).flatMap(JingleContent::security)),
            new SessionEffect.HandAnswer(transport.get()),
            new SessionEffect.Connect(s.ways().number()));
  }

  private static Optional<Description.File> file(JingleContent content) {
    return content
        .description()
        .flatMap(d -> d instanceof Description.File f ? Optional.of(f) : Optional.empty());
  }

  /** What the yes asks for: the whole, unless it names a part. */
  private static Portion wanted(Optional<Description.File> accepted) {
    return accepted
        .map(f ->
            new Portion(
                f.range().orElse(ByteRange.WHOLE),
                f.chunks().map(Description.Chunks::size).orElse(OptionalInt.empty())))
        .orElse(Portion.WHOLE);
  }

  /** What arrived whole and right is kept, and what failed here failed here, whatever it says. */
  private static Step<JingleSession, SessionEffect> terminated(
      JingleSession s, JingleReason reason) {
    return switch (s.phase()) {
      case Phase.Failing _, Phase.Storing _ -> s.with(s.terms().silenced()).stay();
      case Phase.Reporting(EndReason why) -> s.end(why);
      case Phase.Parting(EndReason why) -> s.end(why);
      default ->
          reason.condition() == Condition.SUCCESS ? leftWell(s, reason) : s.end(ending(s, reason));
    };
  }

  private static EndReason ending(JingleSession s, JingleReason reason) {
    return switch (s.phase()) {
      case Phase.Flowing _, Phase.Confirming _, Phase.AwaitingChecksum _, Phase.CatchingUp _ ->
          Endings.fromPeerMidway(reason);
      default ->
          Endings.fromPeer(reason) instanceof EndReason.NoRoute
              ? s.ways().none()
              : Endings.fromPeer(reason);
    };
  }

  /**
   * A peer that leaves well has done its part: a receiver may do so before our last bytes are out,
   * a sender before its last bytes are in. Its word alone completes nothing.
   */
  private static Step<JingleSession, SessionEffect> leftWell(JingleSession s, JingleReason reason) {
    JingleSession quiet = s.with(s.terms().leftWell());
    return switch (s.phase()) {
      case Phase.Flowing _ ->
          s.terms().inBand() && s.terms().sending()
              ? s.end(Endings.fromPeer(reason))
              : quiet.stay();
      case Phase.Connecting _ ->
          s.terms().sending() ? quiet.stay() : s.end(Endings.fromPeer(reason));
      case Phase.Confirming(Hashes computed) ->
          s.end(ContentRules.completed(Verified.SENT_ONLY, computed));
      case Phase.CatchingUp _ -> quiet.stay();
      case Phase.AwaitingChecksum(Hashes computed, boolean proved) ->
          ContentRules.judge(quiet, computed, proved);
      default -> s.end(Endings.fromPeer(reason));
    };
  }

  private static Step<JingleSession, SessionEffect> transportInfo(
      JingleSession s, JingleMessage message) {
    if (ours(s, message).isEmpty()) {
      return refuse(s, JingleErrors.NO_SUCH_CONTENT);
    }
    return transport(s, message)
        .map(t -> s.stay(new SessionEffect.Acknowledge(), new SessionEffect.HandInfo(t)))
        .orElseGet(() -> refuse(s, JingleErrors.BAD_REQUEST));
  }

  /** A session without its one content is over. */
  private static Step<JingleSession, SessionEffect> contentGone(
      JingleSession s, JingleMessage message) {
    if (ours(s, message).isEmpty()) {
      return refuse(s, JingleErrors.NO_SUCH_CONTENT);
    }
    boolean done =
        switch (s.phase()) {
          case Phase.Failing _, Phase.Storing _, Phase.Reporting _, Phase.Parting _ -> true;
          default -> false;
        };
    if (done) {
      return s.stay(new SessionEffect.Acknowledge());
    }
    JingleReason why = message.reason().orElse(JingleReason.of(Condition.CANCEL));
    EndReason end =
        message.action() == Action.CONTENT_REJECT
            ? new EndReason.Declined()
            : Endings.fromPeer(why);
    return acknowledging(s.leave(end));
  }

  private static Step<JingleSession, SessionEffect> described(
      JingleSession s, JingleMessage message) {
    Hashes more =
        ours(s, message)
            .flatMap(PeerRules::file)
            .map(Description.File::hashes)
            .orElse(Hashes.none());
    return acknowledging(
        s.terms().sending() || more.isEmpty() ? s.stay() : InfoRules.learnt(s, more));
  }

  /** The one content, found by name: some clients get its creator wrong. */
  private static Optional<JingleContent> ours(JingleSession s, JingleMessage message) {
    return message.contents().stream()
        .filter(c -> c.name().equals(s.terms().content()))
        .findFirst();
  }

  private static Optional<Xml> transport(JingleSession s, JingleMessage message) {
    return ours(s, message).flatMap(JingleContent::transport);
  }

  private static Step<JingleSession, SessionEffect> refuse(
      JingleSession s, dev.ferry.stanza.StanzaError error) {
    return s.stay(new SessionEffect.Refuse(error));
  }

  private static Step<JingleSession, SessionEffect> acknowledging(
      Step<JingleSession, SessionEffect> step) {
    return JingleSession.after(List.of(new SessionEffect.Acknowledge()), step);
  }
}
