package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a transfer to several devices looks as one: as far as the device that is furthest; failed
 * only when it failed on all of them.
 */
final class Optimism {
  private Optimism() {}

  /** The state to show for the states of all parts, of which there is at least one. */
  static TransferState of(List<TransferState> parts) {
    List<TransferState> live = parts.stream().filter(p -> !(p instanceof Ended)).toList();
    List<TransferState> shown = live.isEmpty() ? parts : live;
    TransferState furthest =
        shown.stream()
            .max(Comparator.comparingInt(Optimism::rank).thenComparingLong(Optimism::bytes))
            .orElseThrow();
    return isUnanswered(furthest) ? arrived(parts).orElse(furthest) : furthest;
  }

  /** Who has not answered does not hide that another one has it already. */
  private static Optional<TransferState> arrived(List<TransferState> parts) {
    for (TransferState part : parts) {
      if (part instanceof Ended end && isCompleted(end) && end.route().isPresent()) {
        return end.route().map(TransferState.Verifying::new);
      }
    }
    return Optional.empty();
  }

  /** Whether one part is complete and no other has been begun: nothing more is needed. */
  static boolean isServed(List<TransferState> parts) {
    return parts.stream().anyMatch(Optimism::isCompleted)
        && parts.stream().allMatch(p -> p instanceof Ended || isUnanswered(p));
  }

  /** Whether nobody has said yes or no. */
  static boolean isUnanswered(TransferState part) {
    return part instanceof TransferState.Preparing || part instanceof TransferState.Offered;
  }

  /** Whether a device was not there, so that it may be offered the same once it is. */
  static boolean wasAway(TransferState part) {
    return part instanceof Ended end
        && end.route().isEmpty()
        && (end.reason() instanceof EndReason.Unreachable
            || end.reason() instanceof EndReason.ConnectionLost);
  }

  static boolean isCompleted(TransferState part) {
    return part instanceof Ended end && end.reason() instanceof EndReason.Completed;
  }

  private static long bytes(TransferState state) {
    return state instanceof TransferState.Flowing flowing ? flowing.progress().bytes() : 0;
  }

  private static int rank(TransferState state) {
    return switch (state) {
      case TransferState.Verifying _ -> 15;
      case TransferState.Flowing _ -> 14;
      case TransferState.Paused _ -> 13;
      case TransferState.Connecting _ -> 12;
      case TransferState.Offered _ -> 11;
      case TransferState.Preparing _ -> 10;
      case Ended end -> telling(end.reason());
    };
  }

  /** Of several ends the one that says most: what somebody decided comes before what happened. */
  private static int telling(EndReason reason) {
    return switch (reason) {
      case EndReason.Completed _ -> 9;
      case EndReason.Cancelled _ -> 8;
      case EndReason.Declined _ -> 7;
      case EndReason.SecurityRefused _ -> 6;
      case EndReason.Corrupted _, EndReason.StorageFailed _ -> 5;
      case EndReason.ConnectionLost _, EndReason.PeerFault _ -> 4;
      case EndReason.NoRoute _ -> 3;
      case EndReason.TimedOut _ -> 2;
      case EndReason.Unreachable _ -> 1;
    };
  }
}
