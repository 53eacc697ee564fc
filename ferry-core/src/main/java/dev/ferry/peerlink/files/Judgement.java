package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.Verified;
import dev.ferry.content.Comparison;
import dev.ferry.content.Hashes;
import java.util.Optional;

/** Whether what one side has is what the other side has, by their digests. */
final class Judgement {
  private Judgement() {}

  /**
   * By the receiver.
   *
   * @param computed what came
   * @param sums what the sender says of it in the end
   * @param promised what was said of it before
   */
  static Verified ofReceived(Hashes computed, Hashes sums, Hashes promised) throws Over {
    if (!sums.prove()) {
      throw Over.here(new PeerFault("the sender gives no digest that proves anything"));
    }
    Hashes known = promised.and(sums);
    Comparison all = Comparison.of(computed, known);
    refuse(all.wrong().or(() -> all.differing(computed, promised)), "arrived");
    return verified(all);
  }

  /** By the sender, of what the receiver says that it has. */
  static Verified ofSent(Hashes computed, Hashes theirs) throws Over {
    Comparison all = Comparison.of(computed, theirs);
    refuse(all.wrong(), "the receiver has");
    return verified(all);
  }

  private static Verified verified(Comparison all) {
    return all.common().isEmpty() ? Verified.SIZE_ONLY : Verified.HASH;
  }

  private static void refuse(Optional<String> wrong, String what) throws Over {
    if (wrong.isPresent()) {
      EndReason why =
          new Corrupted(
              "the " + wrong.get() + " of what " + what + " is not that of what was sent");
      throw Over.here(why);
    }
  }
}
