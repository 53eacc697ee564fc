package dev.ferry.jingle;

import dev.ferry.Attempt;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session knows of the ways it has tried.
 *
 * @param number which transport is being tried; the session's own is the first, 1
 * @param failed what was tried in vain
 * @param anew whether the peer cannot replace a transport, so that the next way needs a new session
 */
public record Ways(int number, List<Attempt> failed, boolean anew) {
  public Ways {
    failed = List.copyOf(failed);
  }

  static Ways first() {
    return new Ways(1, List.of(), false);
  }

  /** Another transport takes the place of the present one. */
  Ways next() {
    return new Ways(number + 1, failed, anew);
  }

  Ways without(List<Attempt> more) {
    List<Attempt> all = new ArrayList<>(failed);
    all.addAll(more);
    return new Ways(number, all, anew);
  }

  Ways onlyAnew() {
    return new Ways(number, failed, true);
  }
}
