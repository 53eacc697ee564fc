package dev.ferry.app.report;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import java.util.List;

/** What is said of the devices of a peer that were offered the same. */
public final class DeviceWords {
  private DeviceWords() {}

  /** How it ended on each device; nothing when there was one only. */
  public static List<String> of(Transfer transfer) {
    return transfer.parts().stream().map(DeviceWords::line).toList();
  }

  /** How it ended on a device, in the words that programs read; empty while it has not. */
  public static String reason(Part part) {
    return part.state() instanceof Ended end
        ? Outcome.of(end.reason(), Transfer.Direction.OUT, part.device().toString()).word()
        : "";
  }

  private static String line(Part part) {
    return device(part.device()) + ": " + word(part);
  }

  private static String device(Peer device) {
    return switch (device) {
      case Peer.Xmpp(var jid) -> jid.isFull() ? jid.resource() : jid.toString();
      case Peer.Account(var id, var one) -> one.map(Object::toString).orElseGet(id::toString);
    };
  }

  private static String word(Part part) {
    return switch (part.state()) {
      case Ended(Completed _, var _, var _, var _) -> "has it";
      case Ended(Cancelled(Side by), var _, var _, var _) when by == Side.HERE ->
          "not needed any more";
      case Ended end ->
          Outcome.of(end.reason(), Transfer.Direction.OUT, part.device().toString()).word();
      default -> "under way";
    };
  }
}
