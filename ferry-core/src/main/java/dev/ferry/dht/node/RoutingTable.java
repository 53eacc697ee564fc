package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The nodes of one family of addresses that a node knows: many near to it, few far away. A bucket
 * holds those that share so many bits with us and no more; the last one, which holds all that share
 * more, is split when it is full of good nodes. Of one task.
 */
final class RoutingTable {
  /** Nodes in a bucket. */
  static final int K = 8;

  /** Nodes at one address in a bucket. */
  static final int MOST_AT_ONE_ADDRESS = 3;

  private static final long PATIENCE = 9_000_000_000L;

  /** What came of a node that was heard. */
  enum Place {
    /** It is in the table, and was before. */
    KNOWN,
    /** It is in the table now. */
    NEW,
    /** There is no room for it. */
    NONE
  }

  private final InfoHash self;
  private final List<Bucket> buckets = new ArrayList<>();
  private long grown = Long.MIN_VALUE / 2;

  RoutingTable(InfoHash self, long now) {
    this.self = self;
    buckets.add(new Bucket(now));
  }

  private int indexOf(InfoHash id) {
    return Math.min(self.commonBits(id), buckets.size() - 1);
  }

  private Bucket bucketOf(InfoHash id) {
    return buckets.get(indexOf(id));
  }

  /** The node of that id and address. */
  Optional<Peer> find(Contact contact) {
    for (Peer peer : bucketOf(contact.id()).peers) {
      if (peer.contact().equals(contact)) {
        return Optional.of(peer);
      }
    }
    return Optional.empty();
  }

  /** Whether a node of that id would find a place at once. */
  boolean hasRoomFor(InfoHash id) {
    Bucket bucket = bucketOf(id);
    return bucket.peers.size() < K || bucket.peers.stream().anyMatch(Peer::isExpired);
  }

  /**
   * A node sent us something.
   *
   * @param answer whether it answered what we asked, which proves that it is where it says
   */
  Place heard(Contact contact, boolean answer, long now) {
    Bucket bucket = bucketOf(contact.id());
    if (answer) {
      bucket.confirmed = now;
    }
    for (int i = 0; i < bucket.peers.size(); i++) {
      Peer peer = bucket.peers.get(i);
      if (peer.contact().equals(contact)) {
        note(peer, answer, now);
        return Place.KNOWN;
      }
      if (peer.contact().id().equals(contact.id())) {
        return moved(bucket, i, contact, answer, now);
      }
    }
    Peer peer = new Peer(contact);
    note(peer, answer, now);
    return insert(peer, now);
  }

  private static void note(Peer peer, boolean answer, long now) {
    if (answer) {
      peer.answered(now);
    } else {
      peer.heard(now);
    }
  }

  /** The same id elsewhere: believed only when it answers there, and no more where it was. */
  private static Place moved(Bucket bucket, int index, Contact to, boolean answer, long now) {
    if (!answer || bucket.peers.get(index).isGood(now)) {
      return Place.NONE;
    }
    Peer peer = new Peer(to);
    peer.answered(now);
    bucket.peers.set(index, peer);
    return Place.NEW;
  }

  private Place insert(Peer peer, long now) {
    InfoHash id = peer.contact().id();
    if (id.equals(self)) {
      return Place.NONE;
    }
    Bucket bucket = bucketOf(id);
    if (bucket.isCrowdedFor(peer, MOST_AT_ONE_ADDRESS)) {
      return Place.NONE;
    }
    if (indexOf(id) == buckets.size() - 1) {
      grown = now;
    }
    if (bucket.peers.size() < K) {
      bucket.peers.add(peer);
      return Place.NEW;
    }
    for (int i = 0; i < K; i++) {
      if (bucket.peers.get(i).isExpired()) {
        bucket.peers.set(i, peer);
        return Place.NEW;
      }
    }
    boolean mine = bucket == buckets.getLast() && buckets.size() < InfoHash.BITS;
    if (mine && (buckets.size() == 1 || bucket.peers.stream().allMatch(p -> p.isGood(now)))) {
      split();
      return insert(peer, now);
    }
    if (bucket.replacement.isEmpty() || peer.hasAnswered()) {
      bucket.replacement = Optional.of(peer);
    }
    return Place.NONE;
  }

  private void split() {
    Bucket last = buckets.getLast();
    int bits = buckets.size() - 1;
    Bucket nearer = new Bucket(last.confirmed);
    for (Peer peer : List.copyOf(last.peers)) {
      if (self.commonBits(peer.contact().id()) > bits) {
        last.peers.remove(peer);
        nearer.peers.add(peer);
      }
    }
    buckets.add(nearer);
  }

  /**
   * In the bucket of an id that found no place: a node that is doubted and was not pinged of late.
   */
  Optional<Peer> doubted(InfoHash id, long now) {
    for (Peer peer : bucketOf(id).peers) {
      if (!peer.isGood(now) && !peer.isExpired() && !peer.pingedSince(now - PATIENCE)) {
        return Optional.of(peer);
      }
    }
    return Optional.empty();
  }

  /** A node does not answer any more; whoever waits for its place is to be asked. */
  Optional<Peer> failed(Contact contact) {
    Optional<Peer> peer = find(contact);
    peer.ifPresent(Peer::expire);
    if (peer.isEmpty()) {
      return Optional.empty();
    }
    Bucket bucket = bucketOf(contact.id());
    Optional<Peer> next = bucket.replacement;
    bucket.replacement = Optional.empty();
    return next;
  }

  /** Drops nodes that do not answer. */
  void dropExpired() {
    buckets.forEach(b -> b.peers.removeIf(Peer::isExpired));
  }

  /** The good nodes nearest to {@code target}, the nearest first. */
  List<Contact> closest(InfoHash target, int count, long now) {
    return closest(target, count, p -> p.isGood(now));
  }

  /** The nodes nearest to {@code target} that did not fail, the nearest first. */
  List<Contact> closestKnown(InfoHash target, int count) {
    return closest(target, count, p -> !p.isExpired());
  }

  /** Which nodes are wanted. */
  @FunctionalInterface
  private interface Choice {
    boolean takes(Peer peer);
  }

  private List<Contact> closest(InfoHash target, int count, Choice choice) {
    List<Contact> found = new ArrayList<>(count);
    int index = indexOf(target);
    // Those of the target's bucket are nearest to it, then come all that are nearer to us, at one
    // and the same distance from it in the highest bit, then the others outward.
    collect(target, index, index, count, found, choice);
    if (found.size() < count) {
      collect(target, index + 1, buckets.size() - 1, count, found, choice);
    }
    for (int i = index - 1; i >= 0 && found.size() < count; i--) {
      collect(target, i, i, count, found, choice);
    }
    return found;
  }

  private void collect(
      InfoHash target, int from, int to, int count, List<Contact> found, Choice choice) {
    int start = found.size();
    for (int i = from; i <= to; i++) {
      for (Peer peer : buckets.get(i).peers) {
        if (choice.takes(peer)) {
          insertSorted(target, peer.contact(), start, found);
          if (found.size() > count) {
            found.removeLast();
          }
        }
      }
    }
  }

  private static void insertSorted(
      InfoHash target, Contact contact, int start, List<Contact> found) {
    int at = found.size();
    while (at > start && target.compareDistances(contact.id(), found.get(at - 1).id()) < 0) {
      at--;
    }
    found.add(at, contact);
  }

  /**
   * Where the table needs news: an id in each bucket that is empty or was not confirmed for so
   * long.
   */
  List<InfoHash> stale(long now, long age, RandomGenerator random) {
    List<InfoHash> ids = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      Bucket bucket = buckets.get(i);
      if (bucket.peers.isEmpty() || now - bucket.confirmed > age) {
        ids.add(randomIn(i, random));
      }
    }
    return ids;
  }

  private InfoHash randomIn(int index, RandomGenerator random) {
    boolean last = index == buckets.size() - 1;
    return Ids.sharing(self, index, !last, random);
  }

  /** Whether a node near to us came in within this time. */
  boolean hasGrown(long now, long within) {
    return now - grown < within;
  }

  int size() {
    return buckets.stream().mapToInt(b -> b.peers.size()).sum();
  }

  int good(long now) {
    return (int) buckets.stream().flatMap(b -> b.peers.stream()).filter(p -> p.isGood(now)).count();
  }

  int depth() {
    return buckets.size();
  }

  /** All nodes, those that failed too. */
  List<Peer> all() {
    return buckets.stream().flatMap(b -> b.peers.stream()).toList();
  }
}
