package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message whose values come in pieces, until all are there. Pieces of a value come in order; one
 * that is out of order is ignored. Takes memory only for what has come. Of one task.
 */
final class Assembly {
  private record Growing(int size, PackWriter bytes) {}

  private final DhtMessage announcing;
  private final Map<Integer, Growing> values = new TreeMap<>();
  private final long begun;
  private long progressed;
  private int held;

  Assembly(DhtMessage announcing, long now) {
    this.announcing = announcing;
    this.begun = now;
    this.progressed = now;
    announcing
        .values()
        .announced()
        .forEach((index, size) -> values.put(index, new Growing(size, new PackWriter())));
  }

  /** Takes pieces; answers how many bytes of them were of use. */
  int add(DhtMessage.Pieces pieces, long now) {
    int taken = 0;
    for (DhtMessage.Piece piece : pieces.pieces()) {
      Growing value = values.get(piece.index());
      if (value != null
          && piece.offset() == value.bytes().size()
          && piece.bytes().size() <= value.size() - piece.offset()) {
        value.bytes().raw(piece.bytes());
        taken += piece.bytes().size();
      }
    }
    if (taken > 0) {
      progressed = now;
      held += taken;
    }
    return taken;
  }

  /** Bytes that have come so far. */
  int held() {
    return held;
  }

  boolean isComplete() {
    return values.values().stream().allMatch(v -> v.bytes().size() == v.size());
  }

  boolean isStale(long now, long idle, long total) {
    return now - progressed > idle || now - begun > total;
  }

  /** The message with all its values. */
  DhtMessage whole() {
    List<Bytes> all = new ArrayList<>(announcing.values().whole());
    values.values().forEach(v -> all.add(v.bytes().toBytes()));
    return announcing.withValues(Values.of(all));
  }
}
