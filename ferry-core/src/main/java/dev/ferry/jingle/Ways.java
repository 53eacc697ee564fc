package dev.ferry.jingle;

import dev.ferry.Attempt;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session knows of the ways it has tried.
 *
 * @param number which transport is being tried; the session's own is the first, 1
 * @param failed what was tried in vain
 * @param peerGaveUp whether the peer has said that the present transport found it no way either
 * @param anew whether the peer cannot replace a transport, so that the next way needs a new session
 */
public record Ways(int number, List<Attempt> failed, boolean peerGaveUp, boolean anew) {
  public Ways {
    failed = List.copyOf(failed);
  }

  static Ways first() {
    return new Ways(1, List.of(), false, false);
  }

  /** Another transport takes the place of the present one. */
  Ways next() {
    return new Ways(number + 1, failed, peerGaveUp, anew);
  }

  Ways without(List<Attempt> more) {
    List<Attempt> all = new ArrayList<>(failed);
    all.addAll(more);
    return new Ways(number, all, peerGaveUp, anew);
  }

  /** What is known of the peer's side of the transport that has just failed. */
  Ways knowing(boolean peerHasGivenUp) {
    return new Ways(number, failed, peerHasGivenUp, anew);
  }

  Ways onlyAnew() {
    return new Ways(number, failed, peerGaveUp, true);
  }
}
