package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.peerlink.files.FileMessage.End;
import java.util.Optional;

/** Ends a transfer, from wherever its task is, for the first reason there is. */
final class Over extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Ending ending;

  /**
   * How it ends.
   *
   * @param toPeer what the peer is to be told; nothing when it knows, or cannot be told
   */
  record Ending(EndReason why, Optional<End> toPeer) {
    /** An end that the peer is told. */
    static Ending told(EndReason why) {
      return new Ending(why, Optional.of(Endings.toPeer(why)));
    }

    /** An end that the peer knows of, or cannot be told. */
    static Ending untold(EndReason why) {
      return new Ending(why, Optional.empty());
    }
  }

  private Over(Ending ending) {
    super(ending.why().toString(), null, false, false);
    this.ending = ending;
  }

  /** Found out here. */
  static Over here(EndReason why) {
    return new Over(Ending.told(why));
  }

  /** The same, in other words for the peer. */
  static Over here(EndReason why, End toPeer) {
    return new Over(new Ending(why, Optional.of(toPeer)));
  }

  /** The peer has ended it, or can be told nothing. */
  static Over there(EndReason why) {
    return new Over(Ending.untold(why));
  }

  Ending ending() {
    return ending;
  }

  EndReason why() {
    return ending.why();
  }
}
