package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Side;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import java.util.Optional;

/** Whether a file that was asked for is the one that the peer grants (XEP-0234 6.2). */
final class Grant {
  private Grant() {}

  /** Why the file granted is not to be taken; what one side does not know is no difference. */
  static Optional<EndReason> refusal(Description.File asked, Description.File granted) {
    boolean otherSize =
        asked.size().isPresent()
            && granted.size().isPresent()
            && asked.size().getAsLong() != granted.size().getAsLong();
    ByteRange part = asked.range().orElse(ByteRange.WHOLE);
    boolean otherPart =
        asked.range().isPresent()
            && granted.range().orElse(ByteRange.WHOLE).offset() != part.offset();
    boolean otherFolder = !asked.folder().equals(granted.folder());
    return otherSize || otherPart || otherFolder || differ(asked.hashes(), granted.hashes())
        ? Optional.of(
            new EndReason.StorageFailed(
                Side.THERE,
                "the peer would send another file, or part of it, than the one asked for"))
        : Optional.empty();
  }

  /** The same of a file that is offered since it was asked for by name. */
  static Optional<EndReason> refusal(FileOffer asked, FileOffer offered) {
    boolean other =
        asked.size() != offered.size()
            || !asked.folder().equals(offered.folder())
            || differ(asked.hashes(), offered.hashes());
    return other
        ? Optional.of(
            new EndReason.StorageFailed(
                Side.THERE, "the peer would send another file than the one asked for"))
        : Optional.empty();
  }

  private static boolean differ(Hashes asked, Hashes granted) {
    return asked.byAlgorithm().keySet().stream()
        .anyMatch(
            a -> granted.get(a).filter(h -> !asked.get(a).equals(Optional.of(h))).isPresent());
  }
}
