package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.Hashes;
import java.util.Optional;

/**
 * What is proven of a file that comes from several sources: by its offer, or by a device that
 * speaks for it. What others claim must be the same. Guarded by the monitor of its gathering.
 */
final class Proof {
  private Optional<String> root;
  private Optional<String> whole;
  private Optional<ChunkDigests> list = Optional.empty();
  private boolean awaited;

  Proof(Hashes expected) {
    this.root = expected.get(ChunkDigests.TREE);
    this.whole = expected.get(Hashes.SHA_256);
  }

  /** What the file's whole SHA-256 must be, if that is known. */
  Optional<String> whole() {
    return whole;
  }

  /** Whether it can be said yet if a claim is right. */
  boolean judges(boolean trusted) {
    return root.isPresent() || trusted;
  }

  /**
   * Whether a claim is right.
   *
   * @param trusted whether who makes it speaks for the file, so that it is so if nothing is known
   */
  boolean accepts(Claim claim, boolean trusted) {
    boolean same =
        root.or(() -> Optional.of(claim.root()).filter(_ -> trusted))
                .filter(claim.root()::equals)
                .isPresent()
            && (claim.whole().isEmpty() || whole.isEmpty() || whole.equals(claim.whole()));
    if (same && trusted) {
      root = Optional.of(claim.root());
      whole = whole.or(claim::whole);
    }
    return same;
  }

  /** Whether the list is wanted, and nobody has been asked for it; then somebody has. */
  boolean ask() {
    boolean free = list.isEmpty() && !awaited;
    awaited |= free;
    return free;
  }

  /** Who was asked for the list will not give it. */
  void askAnother() {
    awaited = false;
  }

  /** A list came; answers whether it is the right one. */
  boolean accepts(ChunkDigests given, String computed) {
    boolean right = root.filter(computed::equals).isPresent();
    if (right) {
      list = Optional.of(given);
    }
    return right;
  }

  Optional<ChunkDigests> list() {
    return list;
  }
}
