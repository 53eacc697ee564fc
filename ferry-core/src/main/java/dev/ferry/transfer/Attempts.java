package dev.ferry.transfer;

import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;

/** What becomes of an offer that came here, attempt after attempt. Any task may call. */
interface Attempts extends Ongoing {
  /** The user said yes. */
  void accept(Destination into);

  /** Whether an offer is this transfer's once more: accepted before, not over, the same file. */
  boolean isThis(Arrival arrival);

  /** Whether nothing can follow. */
  boolean isOver();

  /** Takes the offer that came again. */
  void again(Arrival arrival);

  /** Who is to see the states of one of the attempts. */
  Watcher watcher(Arrival arrival);
}
