package dev.ferry.transfer;

import dev.ferry.EndReason;

/** What is done with what came, when a transfer ends before its time. */
final class Keeping {
  private Keeping() {}

  /** Whether a later attempt may go on with it: nobody said no, and it was not found wrong. */
  static boolean isWorthwhile(EndReason why) {
    return switch (why) {
      case EndReason.ConnectionLost _,
          EndReason.TimedOut _,
          EndReason.StorageFailed _,
          EndReason.NoRoute _,
          EndReason.Unreachable _,
          EndReason.PeerFault _ ->
          true;
      case EndReason.Completed _,
          EndReason.Declined _,
          EndReason.Cancelled _,
          EndReason.Corrupted _,
          EndReason.SecurityRefused _ ->
          false;
    };
  }
}
