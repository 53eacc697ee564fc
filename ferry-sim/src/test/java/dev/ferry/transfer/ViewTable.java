package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.TransferState;
import java.util.List;

/** The optimistic view as docs/architecture.md has it: of the devices' states the one shown. */
final class ViewTable {
  /** The rows of the table, the first that any device is in counts. */
  private static final List<String> UNDER_WAY =
      List.of("verifying", "flowing", "paused", "connecting");

  private static final List<String> UNANSWERED = List.of("offered", "preparing");

  private static final List<String> ENDS =
      List.of(
          "completed",
          "cancelled",
          "declined",
          "refused",
          "damaged",
          "lost",
          "no route",
          "timed out",
          "unreachable");

  private ViewTable() {}

  static String of(List<TransferState> parts) {
    List<String> words = parts.stream().map(ViewTable::word).toList();
    for (String row : UNDER_WAY) {
      if (words.contains(row)) {
        return row;
      }
    }
    boolean waited = UNANSWERED.stream().anyMatch(words::contains);
    if (waited && words.contains("completed")) {
      return "verifying";
    }
    for (String row : UNANSWERED) {
      if (words.contains(row)) {
        return row;
      }
    }
    return ENDS.stream().filter(words::contains).findFirst().orElseThrow();
  }

  static boolean isEnd(String word) {
    return ENDS.contains(word);
  }

  static String word(TransferState state) {
    return switch (state) {
      case TransferState.Preparing _ -> "preparing";
      case TransferState.Offered _ -> "offered";
      case TransferState.Connecting _ -> "connecting";
      case TransferState.Paused _ -> "paused";
      case TransferState.Flowing _ -> "flowing";
      case TransferState.Verifying _ -> "verifying";
      case TransferState.Ended end -> word(end.reason());
    };
  }

  private static String word(EndReason reason) {
    return switch (reason) {
      case EndReason.Completed _ -> "completed";
      case EndReason.Cancelled _ -> "cancelled";
      case EndReason.Declined _ -> "declined";
      case EndReason.SecurityRefused _ -> "refused";
      case EndReason.Corrupted _, EndReason.StorageFailed _ -> "damaged";
      case EndReason.ConnectionLost _, EndReason.PeerFault _ -> "lost";
      case EndReason.NoRoute _ -> "no route";
      case EndReason.TimedOut _ -> "timed out";
      case EndReason.Unreachable _ -> "unreachable";
    };
  }
}
