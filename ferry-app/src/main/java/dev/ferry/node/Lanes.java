package dev.ferry.node;

import dev.ferry.Transfer.Direction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many transfers run at a time in each direction; who comes first goes first. Any thread may
 * call.
 */
public final class Lanes {
  /** One direction. */
  private static final class Way {
    private final Deque<Lane> waiting = new ArrayDeque<>();
    private int taken;
  }

  private final Map<Direction, Way> ways = new EnumMap<>(Direction.class);
  private long most;

  /** A place; closing it gives it back. Idempotent. */
  public final class Lane implements AutoCloseable {
    private final Direction direction;
    private boolean taken;

    private Lane(Direction direction) {
      this.direction = direction;
    }

    @Override
    public void close() {
      synchronized (Lanes.this) {
        way(direction).waiting.remove(this);
        if (taken) {
          taken = false;
          way(direction).taken--;
        }
        Lanes.this.notifyAll();
      }
    }
  }

  private Way way(Direction direction) {
    return ways.computeIfAbsent(direction, _ -> new Way());
  }

  /**
   * So many at a time from now on.
   *
   * @param most 0 for no limit
   */
  public synchronized void limit(long most) {
    this.most = most;
    notifyAll();
  }

  /** Waits for a place. */
  public synchronized Lane take(Direction direction) throws InterruptedException {
    Way way = way(direction);
    Lane lane = new Lane(direction);
    way.waiting.add(lane);
    try {
      while (way.waiting.peekFirst() != lane || (most > 0 && way.taken >= most)) {
        wait();
      }
      way.waiting.removeFirst();
      way.taken++;
      lane.taken = true;
      notifyAll();
      return lane;
    } finally {
      if (!lane.taken) {
        way.waiting.remove(lane);
        notifyAll();
      }
    }
  }
}
