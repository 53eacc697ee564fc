package dev.ferry.dht.node;

import dev.ferry.dht.node.Sources.Due;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueTypes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that a node keeps for others, for as long as their types live. Bounded: in bytes of
 * all, in bytes of one source, in keys, in values of a key. When all is too much, whoever stored
 * most loses what would expire first. Of one task; times in nanoseconds.
 */
final class Storage {
  /** What came of a wish to store. */
  enum Outcome {
    ADDED,
    EDITED,
    /** It was there and lives on. */
    REFRESHED,
    REFUSED
  }

  /**
   * How much is kept.
   *
   * @param bytes of all values
   * @param bytesOfOne of the values of one address
   */
  record Quota(long bytes, long bytesOfOne, int keys, int valuesOfKey) {
    static final Quota STANDARD = new Quota(64L << 20, 16L << 20, 16_384, 4096);
  }

  /** A value that is not kept any more. */
  record Gone(InfoHash key, long id) {}

  /** What a value takes beside its bytes. */
  private static final int OVERHEAD = 128;

  private final ValueTypes types;
  private final Quota quota;
  private final Map<InfoHash, Map<Long, Stored>> shelves = new HashMap<>();
  private final Sources sources = new Sources();
  private final NavigableSet<Due> due = new TreeSet<>(Due.FIRST);
  private long bytes;

  Storage(ValueTypes types, Quota quota) {
    this.types = types;
    this.quota = quota;
  }

  /**
   * Stores a value, or lets it live on when it is there.
   *
   * @param age how long ago it was made
   * @param dropped takes the ids of values that had to go
   */
  Outcome put(
      InfoHash key, Value value, InetAddress source, long age, long now, List<Gone> dropped) {
    Map<Long, Stored> shelf = shelves.getOrDefault(key, Map.of());
    Optional<Stored> old = Optional.ofNullable(shelf.get(value.id()));
    if (old.isPresent() && old.get().value().equals(value)) {
      refresh(key, value.id(), now);
      return Outcome.REFRESHED;
    }
    long expires = now + types.of(value).life().toNanos() - Math.max(0, age);
    Optional<Value> admitted = types.admit(key, value, source);
    boolean edits = old.isPresent();
    if (expires <= now
        || admitted.isEmpty()
        || (edits && !types.admitsEdit(key, old.get().value(), admitted.get()))
        || (!edits && shelf.size() >= quota.valuesOfKey())
        || (shelf.isEmpty() && shelves.size() >= quota.keys())) {
      return Outcome.REFUSED;
    }
    Stored stored = Stored.of(admitted.get(), source, expires);
    if (cost(stored) > quota.bytesOfOne() || cost(stored) > quota.bytes()) {
      return Outcome.REFUSED;
    }
    old.ifPresent(o -> remove(key, o));
    add(key, stored);
    shrink(source, dropped);
    return edits ? Outcome.EDITED : Outcome.ADDED;
  }

  private static long cost(Stored stored) {
    return stored.packed().size() + OVERHEAD;
  }

  private void add(InfoHash key, Stored stored) {
    Due when = new Due(stored.expires(), key, stored.value().id());
    shelves.computeIfAbsent(key, k -> new TreeMap<>()).put(stored.value().id(), stored);
    due.add(when);
    sources.add(stored.source(), when, cost(stored));
    bytes += cost(stored);
  }

  private void remove(InfoHash key, Stored stored) {
    Due when = new Due(stored.expires(), key, stored.value().id());
    Map<Long, Stored> shelf = shelves.getOrDefault(key, new TreeMap<>());
    shelf.remove(stored.value().id());
    if (shelf.isEmpty()) {
      shelves.remove(key);
    }
    due.remove(when);
    sources.remove(stored.source(), when, cost(stored));
    bytes -= cost(stored);
  }

  private void shrink(InetAddress source, List<Gone> dropped) {
    while (sources.bytesOf(source) > quota.bytesOfOne()) {
      sources.firstOf(source).ifPresent(victim -> drop(victim, dropped));
    }
    while (bytes > quota.bytes()) {
      sources.largest().flatMap(sources::firstOf).ifPresent(victim -> drop(victim, dropped));
    }
  }

  private void drop(Due victim, List<Gone> dropped) {
    find(victim.key(), victim.id()).ifPresent(s -> remove(victim.key(), s));
    dropped.add(new Gone(victim.key(), victim.id()));
  }

  private Optional<Stored> find(InfoHash key, long id) {
    return Optional.ofNullable(shelves.getOrDefault(key, Map.of()).get(id));
  }

  /** Lets a value live for another of its lives; answers whether it is there. */
  boolean refresh(InfoHash key, long id, long now) {
    Optional<Stored> stored = find(key, id);
    stored.ifPresent(s -> {
      long expires = now + types.of(s.value()).life().toNanos();
      if (expires > s.expires()) {
        remove(key, s);
        add(key, s.until(expires));
      }
    });
    return stored.isPresent();
  }

  /** The values at a key that a query admits. */
  List<Stored> get(InfoHash key, Query query) {
    Map<Long, Stored> shelf = shelves.getOrDefault(key, Map.of());
    if (shelf.isEmpty()) {
      return List.of();
    }
    List<Stored> found = new ArrayList<>(shelf.size());
    for (Stored stored : shelf.values()) {
      if (query.admits(stored.value())) {
        found.add(stored);
      }
    }
    return found;
  }

  boolean has(InfoHash key) {
    return shelves.containsKey(key);
  }

  /** Drops what has lived its time. */
  List<Gone> expire(long now) {
    List<Gone> gone = new ArrayList<>();
    while (!due.isEmpty() && due.first().expires() <= now) {
      drop(due.first(), gone);
    }
    return gone;
  }

  /** When something expires at the earliest. */
  long nextExpiry() {
    return due.isEmpty() ? Agenda.NEVER : due.first().expires();
  }

  /** What expires later than that. */
  Collection<Due> longerThan(long time) {
    return due.tailSet(new Due(time, InfoHash.ZERO, Long.MIN_VALUE), false);
  }

  int keys() {
    return shelves.size();
  }

  int values() {
    return due.size();
  }

  long bytes() {
    return bytes;
  }

  long bytesOf(InetAddress source) {
    return sources.bytesOf(source);
  }
}
