package dev.ferry.bench.row;

import java.util.Optional;

/**
 * Ferry beside one other program, or beside a fixed mark.
 *
 * @param peer what Ferry is compared with
 * @param theirs its figure, in the row's unit
 * @param target how many times as good Ferry wants to be
 * @param inAll the ratio when the peer's set-up is counted too
 */
public record Contest(
    String peer, double theirs, double ratio, Optional<Double> target, Optional<Double> inAll) {
  /** Whether the target, if there is one, is reached. */
  public Optional<Boolean> met() {
    return target.map(wanted -> ratio >= wanted);
  }
}
