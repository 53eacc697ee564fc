package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Bytes;
import java.util.List;
import java.util.Map;

/**
 * The packed values of a message.
 *
 * @param whole those that are here
 * @param announced sizes of those whose pieces follow in datagrams of their own, by their index
 */
public record Values(List<Bytes> whole, Map<Integer, Integer> announced) {
  public static final Values NONE = new Values(List.of(), Map.of());

  /** More values than these, or more bytes, do not travel inside of the message. */
  private static final int MOST_INSIDE = 50;

  private static final int MOST_BYTES_INSIDE = 600;

  public Values {
    whole = List.copyOf(whole);
    announced = Map.copyOf(announced);
  }

  public static Values of(List<Bytes> whole) {
    return whole.isEmpty() ? NONE : new Values(whole, Map.of());
  }

  public boolean isEmpty() {
    return whole.isEmpty() && announced.isEmpty();
  }

  /** Whether all of them fit into the message itself. */
  boolean fitInside() {
    return whole.size() < MOST_INSIDE
        && whole.stream().mapToInt(Bytes::size).sum() < MOST_BYTES_INSIDE;
  }
}
