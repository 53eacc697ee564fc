package dev.ferry.node.outbox;

import dev.ferry.Peer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who is known to be away: one thing at a time is tried with them, at growing intervals, until it
 * gets through. Any thread may call.
 */
final class Gate {
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

  private static final class Away {
    private long pause = SHORTEST;
    private long next;
    private boolean tried;
  }

  private final Map<Peer, Away> away = new HashMap<>();

  /** Whether something may be tried with them now; who is told so tells what came of it. */
  synchronized boolean mayTry(Peer peer) {
    Away state = away.get(peer);
    if (state == null) {
      return true;
    }
    if (state.tried || System.nanoTime() - state.next < 0) {
      return false;
    }
    state.tried = true;
    return true;
  }

  /** They are there; answers whether they were away. */
  synchronized boolean reached(Peer peer) {
    return away.remove(peer) != null;
  }

  /** They are not. */
  synchronized void missed(Peer peer) {
    Away state = away.computeIfAbsent(peer, _ -> new Away());
    state.tried = false;
    state.next = System.nanoTime() + state.pause;
    state.pause = Math.min(2 * state.pause, LONGEST);
  }

  /** Whoever tried did not find out. */
  synchronized void untried(Peer peer) {
    Away state = away.get(peer);
    if (state != null) {
      state.tried = false;
    }
  }

  /** They may be there now. */
  synchronized void maybeBack(Peer peer) {
    Away state = away.get(peer);
    if (state != null) {
      state.next = System.nanoTime();
      state.pause = SHORTEST;
    }
  }

  /** Everybody may be there now, since it may have been us who were away. */
  synchronized void maybeAllBack() {
    away.keySet().forEach(this::maybeBack);
  }
}
