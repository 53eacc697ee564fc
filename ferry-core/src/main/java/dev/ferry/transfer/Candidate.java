package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.negotiation.Negotiation.Ongoing;
import java.util.Optional;

/**
 * A device that may have a file, and how it goes with it. Guarded by the monitor of {@link
 * SeveralSources}.
 */
final class Candidate {
  private static final long FIRST_REST = 2_000_000_000L;
  private static final long LONGEST_REST = 60_000_000_000L;

  private final Peer device;
  private final boolean trusted;
  private TransferState shown = new TransferState.Preparing();
  private Optional<Ongoing> lane = Optional.empty();
  private boolean busy;
  private boolean hopeless;
  private long rest = FIRST_REST;
  private long notBefore = Long.MIN_VALUE;

  /**
   * @param trusted whether it speaks for the file
   */
  Candidate(Peer device, boolean trusted) {
    this.device = device;
    this.trusted = trusted;
  }

  Peer device() {
    return device;
  }

  boolean isTrusted() {
    return trusted;
  }

  Part part() {
    return new Part(device, shown);
  }

  boolean isBusy() {
    return busy;
  }

  /** Whether it may be asked, now or later. */
  boolean isWorthAsking() {
    return !busy && !hopeless;
  }

  long notBefore() {
    return notBefore;
  }

  void begins() {
    busy = true;
  }

  void by(Ongoing one) {
    lane = Optional.of(one);
  }

  Optional<Ongoing> lane() {
    return lane;
  }

  /** It is so far; after an end it rests, or is not asked again. */
  void shows(TransferState state, long now) {
    shown = state;
    if (state instanceof TransferState.Flowing) {
      rest = FIRST_REST;
    }
    if (state instanceof Ended ended) {
      busy = false;
      lane = Optional.empty();
      hopeless = !mayComeBack(ended.reason());
      notBefore = now + rest;
      rest = Math.min(2 * rest, LONGEST_REST);
    }
  }

  /** Whether it gives the file in one go only. */
  boolean isOnlyWhole() {
    return shown instanceof Ended ended
        && ended.reason() instanceof StorageFailed(Side side, String why)
        && side == Side.HERE
        && why.equals(SourceCargo.ONLY_WHOLE);
  }

  /** Who has not got it now may have it later. */
  private static boolean mayComeBack(EndReason why) {
    return Lost.mayComeBack(why)
        || (why instanceof StorageFailed(Side side, String _) && side == Side.THERE);
  }
}
