package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.TransferState.Ended;

/**
 * Is told what is offered to a device and from it, and what becomes of that, so that it can be
 * written down. Called on the tasks of the transfers; may wait for the disk, and for nothing else.
 */
public interface Witness {
  /** Something was offered here, under that name. */
  default void offered(Peer from, FileOffer file, String publication) {}

  /** The user said yes to it. */
  default void accepted(String publication) {}

  /** It came to an end here: it was received or not. */
  default void ended(FileOffer file, String publication, Ended end) {}

  /** Something is being offered from here, under that name. */
  default void gave(Peer to, FileOffer file, String publication) {}

  /** What was offered from here under that name is there, and its digest is known now. */
  default void learnt(FileOffer file, String publication) {}

  /** What was kept here under that name is there no more, or changed. */
  default void lost(String publication) {}

  /** Writes nothing down. */
  static Witness none() {
    return new Witness() {};
  }
}
