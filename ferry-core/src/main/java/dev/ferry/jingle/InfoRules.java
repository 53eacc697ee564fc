package dev.ferry.jingle;

import static dev.ferry.jingle.SessionEvent.Timer.CONFIRMATION;

import dev.ferry.content.Hashes;
import dev.ferry.machine.Step;
import java.util.List;

/** What the peer's session-info means to the session (XEP-0234 8). */
final class InfoRules {
  private InfoRules() {}

  static Step<JingleSession, SessionEffect> on(JingleSession s, SessionInfo info) {
    // To who has left the session is over, whether or not bytes are still on their way.
    if (s.reason().isPresent() || s.terms().left()) {
      return s.stay(new SessionEffect.Refuse(JingleErrors.UNKNOWN_SESSION));
    }
    return switch (info) {
      case SessionInfo.Ping _ -> s.stay(new SessionEffect.Acknowledge());
      case SessionInfo.Checksum(var _, Hashes hashes, var _) -> checksum(s, hashes);
      case SessionInfo.Received _ -> received(s);
      case SessionInfo.Unknown _ -> s.stay(new SessionEffect.Refuse(JingleErrors.UNSUPPORTED_INFO));
    };
  }

  /** Digests are the sender's to give; once judged they change nothing. */
  private static Step<JingleSession, SessionEffect> checksum(JingleSession s, Hashes hashes) {
    if (s.terms().sending() || hashes.isEmpty()) {
      return s.stay(new SessionEffect.Acknowledge());
    }
    return JingleSession.after(List.of(new SessionEffect.Acknowledge()), learnt(s, hashes));
  }

  /** The receiver knows more digests, and judges if that is what it waits for. */
  static Step<JingleSession, SessionEffect> learnt(JingleSession s, Hashes hashes) {
    JingleSession wiser = s.with(s.terms().knowing(hashes));
    return s.phase() instanceof Phase.AwaitingChecksum(Hashes computed, boolean proved)
            && !wiser.terms().checksumDue()
        ? ContentRules.judge(wiser, computed, proved)
        : wiser.stay();
  }

  private static Step<JingleSession, SessionEffect> received(JingleSession s) {
    if (!s.terms().sending()) {
      return s.stay(new SessionEffect.Refuse(JingleErrors.OUT_OF_ORDER));
    }
    return switch (s.phase()) {
      case Phase.Flowing _ -> s.with(s.terms().confirmed()).stay(new SessionEffect.Acknowledge());
      case Phase.Confirming(Hashes computed) ->
          JingleSession.after(
              List.of(new SessionEffect.Acknowledge(), new SessionEffect.Disarm(CONFIRMATION)),
              ContentRules.parting(s, computed));
      default -> s.stay(new SessionEffect.Refuse(JingleErrors.OUT_OF_ORDER));
    };
  }
}
