package dev.ferry;

import java.util.List;

/** Why a transfer ended. The first reason wins; there is exactly one a side. */
public sealed interface EndReason {
  /**
   * All bytes are through.
   *
   * @param sha256 of the content in lower-case hexadecimal, as computed here
   */
  record Completed(Verified how, String sha256) implements EndReason {}

  /** The receiver did not want it. */
  record Declined() implements EndReason {}

  /** Somebody stopped it. */
  record Cancelled(Side by) implements EndReason {}

  /** The two devices found no way for the bytes. */
  record NoRoute(List<Attempt> attempts) implements EndReason {
    public NoRoute {
      attempts = List.copyOf(attempts);
    }
  }

  /** The peer is not there, or cannot receive files. */
  record Unreachable(String why) implements EndReason {}

  /**
   * The policy on encryption cannot be met.
   *
   * @param passing whether the receiver lacked something that is on its way, so that the same may
   *     go well when it is offered once more
   */
  record SecurityRefused(String why, boolean passing) implements EndReason {
    public SecurityRefused(String why) {
      this(why, false);
    }
  }

  /** What arrived is not what was sent. */
  record Corrupted(String why) implements EndReason {}

  /** A file or folder failed. */
  record StorageFailed(Side side, String why) implements EndReason {}

  /** The peer broke the protocol, or the carrier broke midway. */
  record PeerFault(String why) implements EndReason {}

  /** The way to the peer was lost and did not come back. */
  record ConnectionLost(String why) implements EndReason {}

  /** Somebody took too long. */
  record TimedOut(Stage stage) implements EndReason {}

  /** The stages that have a time limit. */
  enum Stage {
    OFFER("an answer to the offer"),
    CONNECT("a connection"),
    FIRST_BYTE("the first byte"),
    STALL("more bytes"),
    CONFIRMATION("the receiver's confirmation");

    private final String awaited;

    Stage(String awaited) {
      this.awaited = awaited;
    }

    /** What was waited for in vain. */
    public String awaited() {
      return awaited;
    }
  }
}
