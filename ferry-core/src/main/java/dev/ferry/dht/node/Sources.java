package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who has stored how much with a node, and what of it expires first. Every question is answered
 * without going through all of it. Of one task.
 */
final class Sources {
  /** A value and when it expires, in nanoseconds. */
  record Due(long expires, InfoHash key, long id) {
    static final Comparator<Due> FIRST =
        Comparator.comparingLong(Due::expires).thenComparing(Due::key).thenComparingLong(Due::id);
  }

  private static final class Source {
    final long number;
    final InetAddress address;
    final NavigableSet<Due> values = new TreeSet<>(Due.FIRST);
    long bytes;

    Source(long number, InetAddress address) {
      this.number = number;
      this.address = address;
    }
  }

  private final Map<InetAddress, Source> sources = new HashMap<>();
  private final NavigableSet<Source> bySize =
      new TreeSet<>(
          Comparator.<Source>comparingLong(s -> s.bytes).thenComparingLong(s -> s.number));
  private long count;

  void add(InetAddress address, Due value, long cost) {
    Source source = sources.computeIfAbsent(address, a -> new Source(count++, a));
    source.values.add(value);
    resize(source, cost);
  }

  void remove(InetAddress address, Due value, long cost) {
    Source source = sources.get(address);
    if (source != null && source.values.remove(value)) {
      resize(source, -cost);
    }
  }

  private void resize(Source source, long by) {
    bySize.remove(source);
    source.bytes += by;
    if (source.values.isEmpty()) {
      sources.remove(source.address);
    } else {
      bySize.add(source);
    }
  }

  long bytesOf(InetAddress address) {
    Source source = sources.get(address);
    return source == null ? 0 : source.bytes;
  }

  /** Whoever has stored most. */
  Optional<InetAddress> largest() {
    return bySize.isEmpty() ? Optional.empty() : Optional.of(bySize.last().address);
  }

  /** What expires first of what it has stored. */
  Optional<Due> firstOf(InetAddress address) {
    Source source = sources.get(address);
    return source == null ? Optional.empty() : Optional.of(source.values.first());
  }

  int size() {
    return sources.size();
  }
}
