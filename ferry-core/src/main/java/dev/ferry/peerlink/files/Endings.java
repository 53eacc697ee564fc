package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.peerlink.files.FileMessage.End;
import java.util.List;

/** Translates between how a transfer ended here and what is said of it to the peer. */
final class Endings {
  private Endings() {}

  /** What to tell the peer. */
  static End toPeer(EndReason reason) {
    return switch (reason) {
      case Completed _ -> new End(EndCode.COMPLETED, "");
      case Declined _ -> new End(EndCode.DECLINED, "");
      case Cancelled _ -> new End(EndCode.CANCELLED, "");
      case NoRoute _ -> new End(EndCode.NO_ROUTE, "");
      case Unreachable(String why) -> new End(EndCode.BUSY, why);
      case SecurityRefused(String why, boolean _) -> new End(EndCode.INSECURE, why);
      case Corrupted(String why) -> new End(EndCode.CORRUPTED, why);
      case StorageFailed(Side _, String why) -> new End(EndCode.STORAGE, withoutPaths(why));
      case PeerFault(String why) -> new End(EndCode.FAULT, why);
      case ConnectionLost _ -> new End(EndCode.LOST, "the connection broke");
      case TimedOut(EndReason.Stage stage) ->
          new End(EndCode.TIMEOUT, "waited in vain for " + stage.awaited());
    };
  }

  /** The peer need not know where our files lie. */
  private static String withoutPaths(String why) {
    return why.contains("/") || why.contains("\\") ? "the file cannot be stored" : why;
  }

  /**
   * What the peer's word means here.
   *
   * @param begun whether there was a way for the bytes, which is lost then
   */
  static EndReason fromPeer(End end, boolean begun) {
    String words = end.words().isEmpty() ? "" : ": " + end.words();
    return switch (end.code()) {
      case COMPLETED -> new PeerFault("the peer ended the transfer before the file was through");
      case DECLINED -> new Declined();
      case CANCELLED -> new Cancelled(Side.THERE);
      case BUSY -> new Unreachable("the peer does not take it now" + words);
      case NO_ROUTE -> new NoRoute(List.of());
      case INSECURE -> new SecurityRefused("the peer refuses the security" + words);
      case CORRUPTED -> new Corrupted("the peer says that the content is damaged" + words);
      case STORAGE -> new StorageFailed(Side.THERE, "the peer's storage failed" + words);
      case NOT_AVAILABLE ->
          new StorageFailed(Side.THERE, "the peer does not give this file" + words);
      case FAULT -> new PeerFault("the peer ended the transfer" + words);
      case LOST -> new ConnectionLost("the peer says" + words);
      case TIMEOUT ->
          begun
              ? new ConnectionLost("the peer gave up" + words)
              : new PeerFault("the peer gave up waiting" + words);
    };
  }
}
