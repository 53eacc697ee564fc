package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.machine.Step;

/** What a timer means to the session; one that watches another phase means nothing. */
final class TimerRules {
  private TimerRules() {}

  static Step<JingleSession, SessionEffect> expired(JingleSession s, Timer timer) {
    return switch (timer) {
      case ACKNOWLEDGEMENT -> AckRules.unanswered(s);
      case LEAVE ->
          switch (s.phase()) {
            case Phase.Parting(EndReason why) -> s.leave(why);
            case Phase.Leaving(EndReason why) -> s.end(why);
            default -> s.stay();
          };
      case OFFER -> s.phase() instanceof Phase.Offered ? late(s, Stage.OFFER) : s.stay();
      case REPLACEMENT -> ReplaceRules.late(s);
      case FIRST_BYTE -> s.phase() instanceof Phase.Flowing ? late(s, Stage.FIRST_BYTE) : s.stay();
      case STALL ->
          switch (s.phase()) {
            case Phase.Flowing _ -> late(s, Stage.STALL);
            case Phase.Failing(EndReason why) -> s.leave(why);
            default -> s.stay();
          };
      case CHECKSUM ->
          s.phase() instanceof Phase.AwaitingChecksum(Hashes computed, boolean proved)
              ? ContentRules.withoutDigests(s, computed, proved)
              : s.stay();
      case CONFIRMATION ->
          s.phase() instanceof Phase.Confirming ? late(s, Stage.CONFIRMATION) : s.stay();
    };
  }

  private static Step<JingleSession, SessionEffect> late(JingleSession s, Stage stage) {
    return s.leave(new TimedOut(stage));
  }
}
