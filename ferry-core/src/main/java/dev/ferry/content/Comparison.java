package dev.ferry.content;

import java.util.List;
import java.util.Optional;

/**
 * What comes of comparing digests of a file that were computed here with those that a peer gave.
 *
 * @param common the algorithms of both that prove something
 * @param wrong one of them of which the two are not the same
 */
public record Comparison(List<String> common, Optional<String> wrong) {
  public Comparison {
    common = List.copyOf(common);
  }

  /**
   * Compares. Beside the root of the chunk tree the digest of the whole was stated by the sender,
   * not computed here: without a root to compare it is nothing.
   */
  public static Comparison of(Hashes computed, Hashes known) {
    boolean stated =
        computed.get(ChunkDigests.TREE).isPresent() && known.get(ChunkDigests.TREE).isEmpty();
    List<String> common =
        computed.byAlgorithm().keySet().stream()
            .filter(known.byAlgorithm()::containsKey)
            .filter(a -> !Digests.WEAK.contains(a))
            .filter(a -> !stated || !a.equals(Hashes.SHA_256))
            .toList();
    return new Comparison(common, differing(computed, known, common));
  }

  /** The first of these algorithms of which other digests say something else. */
  public Optional<String> differing(Hashes computed, Hashes others) {
    return differing(computed, others, common);
  }

  private static Optional<String> differing(
      Hashes computed, Hashes others, List<String> algorithms) {
    return algorithms.stream()
        .filter(a -> others.get(a).isPresent() && !computed.get(a).equals(others.get(a)))
        .findFirst();
  }
}
