package dev.ferry.jingle;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a session knows of the ways it has tried.
 *
 * @param number which transport is being tried; the session's own is the first, 1
 * @param failed what was tried in vain
 * @param peerGaveUp whether the peer has said that the present transport found it no way either
 * @param anew whether the peer cannot replace a transport, so that the next way needs a new session
 * @param betrayal that a connection ended at somebody else, if one did
 */
public record Ways(
    int number, List<Attempt> failed, boolean peerGaveUp, boolean anew, Optional<String> betrayal) {
  public Ways {
    failed = List.copyOf(failed);
  }

  static Ways first() {
    return new Ways(1, List.of(), false, false, Optional.empty());
  }

  /** Another transport takes the place of the present one. */
  Ways next() {
    return new Ways(number + 1, failed, peerGaveUp, anew, betrayal);
  }

  Ways without(List<Attempt> more) {
    List<Attempt> all = new ArrayList<>(failed);
    all.addAll(more);
    return new Ways(number, all, peerGaveUp, anew, betrayal);
  }

  /** What is known of the peer's side of the transport that has just failed. */
  Ways knowing(boolean peerHasGivenUp) {
    return new Ways(number, failed, peerHasGivenUp, anew, betrayal);
  }

  Ways onlyAnew() {
    return new Ways(number, failed, peerGaveUp, true, betrayal);
  }

  /** A connection of the present transport ended at somebody else. */
  Ways betrayed(String why) {
    return new Ways(number, failed, peerGaveUp, anew, Optional.of(betrayal.orElse(why)));
  }

  /** Why there is no way; that somebody has taken the peer's place comes before all else. */
  EndReason none() {
    return betrayal
        .<EndReason>map(EndReason.SecurityRefused::new)
        .orElseGet(() -> new EndReason.NoRoute(failed));
  }
}
