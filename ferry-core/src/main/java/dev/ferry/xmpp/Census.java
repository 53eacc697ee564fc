package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import java.util.HashMap;
import java.util.Map;

/**
 * How many sessions there are with each account, over all protocols: who is at its limit with one
 * gets no more by another. Any task may call.
 */
public final class Census {
  /**
   * How many there may be.
   *
   * @param ofPeer with one account
   */
  public record Limits(int ofPeer, int inAll) {
    /** For what this device itself begins. */
    public static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private final Monitor monitor;
  private final Map<Jid, Integer> counts = new HashMap<>();
  private int all;

  public Census(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Counts one more, if that is within the limits. */
  boolean enter(Jid peer, Limits limits) {
    boolean[] room = {false};
    monitor.change(() -> {
      int now = counts.getOrDefault(peer.bare(), 0);
      room[0] = now < limits.ofPeer() && all < limits.inAll();
      if (room[0]) {
        counts.put(peer.bare(), now + 1);
        all++;
      }
    });
    return room[0];
  }

  void leave(Jid peer) {
    monitor.change(() -> {
      all--;
      counts.merge(peer.bare(), -1, Integer::sum);
      counts.values().removeIf(count -> count <= 0);
    });
  }
}
