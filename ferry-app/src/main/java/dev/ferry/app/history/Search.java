package dev.ferry.app.history;

import dev.ferry.Transfer.Direction;
import java.time.Instant;
import java.util.Optional;

/**
 * Which transfers are looked for, the latest first.
 *
 * @param text is in the name, the peer or the place, in any case, or the digest begins with it
 * @param failed only what did not go well
 * @param before only what has a lower number, to go on behind what was seen
 * @param most so many at most
 */
public record Search(
    Optional<String> text,
    Optional<Direction> direction,
    Optional<Instant> since,
    boolean failed,
    Optional<Long> before,
    int most) {
  /** The latest ones. */
  public static Search latest(int most) {
    return new Search(
        Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty(), most);
  }

  /** Those with that in them. */
  public static Search of(String text, int most) {
    return new Search(
        Optional.of(text), Optional.empty(), Optional.empty(), false, Optional.empty(), most);
  }
}
