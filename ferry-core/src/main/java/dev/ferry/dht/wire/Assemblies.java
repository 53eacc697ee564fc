package dev.ferry.dht.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The messages whose values are still coming in pieces. Bounded in their number, in what one source
 * may have begun and in the bytes they hold; what makes no progress is dropped. Of one task.
 */
public final class Assemblies {
  private static final long SECOND = 1_000_000_000;
  private static final long IDLE = 3 * SECOND;
  private static final long TOTAL = 10 * SECOND;

  /** Messages at a time, of all and of one source. */
  static final int MOST = 1024;

  static final int MOST_OF_ONE = 64;

  /** Bytes at a time. */
  static final int MOST_BYTES = 16 << 20;

  private record Key(InetSocketAddress from, int transaction) {}

  private final Map<Key, Assembly> coming = new LinkedHashMap<>();
  private final Map<InetAddress, Integer> bySource = new LinkedHashMap<>();
  private long held;

  /**
   * Begins to wait for the values that a message announces, unless that is more than the limits
   * allow; what of it has come already is kept.
   */
  public void begin(InetSocketAddress from, DhtMessage announcing, long now) {
    expire(now);
    Key key = new Key(from, announcing.transaction());
    int ofOne = bySource.getOrDefault(from.getAddress(), 0);
    if (!coming.containsKey(key) && coming.size() < MOST && ofOne < MOST_OF_ONE) {
      coming.put(key, new Assembly(announcing, now));
      bySource.put(from.getAddress(), ofOne + 1);
    }
  }

  /** Takes pieces that came; answers the message when it is whole with them. */
  public Optional<DhtMessage> add(InetSocketAddress from, DhtMessage.Pieces pieces, long now) {
    Key key = new Key(from, pieces.transaction());
    Assembly assembly = coming.get(key);
    if (assembly == null) {
      return Optional.empty();
    }
    held += assembly.add(pieces, now);
    if (assembly.isComplete()) {
      remove(key);
      return Optional.of(assembly.whole());
    }
    if (held > MOST_BYTES) {
      remove(coming.keySet().iterator().next());
    }
    return Optional.empty();
  }

  /** Drops what has not gone on for some seconds. */
  public void expire(long now) {
    Iterator<Map.Entry<Key, Assembly>> all = coming.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Assembly> one = all.next();
      if (one.getValue().isStale(now, IDLE, TOTAL)) {
        forget(one.getKey(), one.getValue());
        all.remove();
      }
    }
  }

  private void remove(Key key) {
    Assembly gone = coming.remove(key);
    if (gone != null) {
      forget(key, gone);
    }
  }

  private void forget(Key key, Assembly gone) {
    held -= gone.held();
    bySource.computeIfPresent(key.from().getAddress(), (source, n) -> n > 1 ? n - 1 : null);
  }

  /** How many messages are coming. */
  public int size() {
    return coming.size();
  }

  /** How many bytes of them are here. */
  public long held() {
    return held;
  }
}
