package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.Side;

/** Which ends of an attempt are not the end of a transfer, once bytes have moved. */
final class Lost {
  private Lost() {}

  /** Whether another attempt may do better: a way was lost, or a folder is full for the moment. */
  static boolean mayComeBack(EndReason why) {
    return switch (why) {
      // Who does not answer an offer must not be asked again and again.
      case EndReason.TimedOut late -> late.stage() != EndReason.Stage.OFFER;
      case EndReason.ConnectionLost _, EndReason.NoRoute _, EndReason.Unreachable _ -> true;
      case EndReason.StorageFailed failed -> failed.side() == Side.THERE;
      case EndReason.Completed _,
          EndReason.Declined _,
          EndReason.Cancelled _,
          EndReason.Corrupted _,
          EndReason.PeerFault _,
          EndReason.SecurityRefused _ ->
          false;
    };
  }

  /** For people, why a transfer waits. */
  static String words(EndReason why) {
    return switch (why) {
      case EndReason.ConnectionLost(String what) -> "the connection was lost (" + what + ")";
      case EndReason.TimedOut(EndReason.Stage stage) -> "waited in vain for " + stage.awaited();
      case EndReason.NoRoute _ -> "there is no way to the other device";
      case EndReason.Unreachable(String what) -> what;
      case EndReason.StorageFailed(Side _, String what) -> what;
      case EndReason.PeerFault(String what) -> what;
      case EndReason.Corrupted(String what) -> what;
      case EndReason.SecurityRefused(String what, boolean _) -> what;
      case EndReason.Completed _, EndReason.Declined _, EndReason.Cancelled _ -> "it ended";
    };
  }
}
