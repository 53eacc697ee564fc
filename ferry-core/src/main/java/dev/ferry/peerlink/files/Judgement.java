package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.Verified;
import dev.ferry.content.ChunkDigests;
import dev.ferry.content.Digests;
import dev.ferry.content.Hashes;
import java.util.List;
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
    List<String> common = comparable(computed, known);
    refuse(wrong(computed, known, common).or(() -> wrong(computed, promised, common)), "arrived");
    return common.isEmpty() ? Verified.SIZE_ONLY : Verified.HASH;
  }

  /** By the sender, of what the receiver says that it has. */
  static Verified ofSent(Hashes computed, Hashes theirs) throws Over {
    List<String> common = comparable(computed, theirs);
    refuse(wrong(computed, theirs, common), "the receiver has");
    return common.isEmpty() ? Verified.SIZE_ONLY : Verified.HASH;
  }

  private static void refuse(Optional<String> wrong, String what) throws Over {
    if (wrong.isPresent()) {
      EndReason why =
          new Corrupted(
              "the " + wrong.get() + " of what " + what + " is not that of what was sent");
      throw Over.here(why);
    }
  }

  /**
   * The digests of both that prove something. Beside the root of the chunk tree the digest of the
   * whole was stated by the sender, not computed: without a root to compare it is nothing.
   */
  private static List<String> comparable(Hashes computed, Hashes known) {
    boolean stated =
        computed.get(ChunkDigests.TREE).isPresent() && known.get(ChunkDigests.TREE).isEmpty();
    return computed.byAlgorithm().keySet().stream()
        .filter(known.byAlgorithm()::containsKey)
        .filter(a -> !Digests.WEAK.contains(a))
        .filter(a -> !stated || !a.equals(Hashes.SHA_256))
        .toList();
  }

  private static Optional<String> wrong(Hashes computed, Hashes known, List<String> common) {
    return common.stream()
        .filter(a -> known.get(a).isPresent() && !computed.get(a).equals(known.get(a)))
        .findFirst();
  }
}
