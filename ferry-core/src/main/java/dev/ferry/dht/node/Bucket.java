package dev.ferry.dht.node;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some nodes of a {@link RoutingTable}, and one that would like to be in it. Of one task. */
final class Bucket {
  final List<Peer> peers = new ArrayList<>(RoutingTable.K);
  Optional<Peer> replacement = Optional.empty();

  /** When one of them last answered, in nanoseconds. */
  long confirmed;

  Bucket(long confirmed) {
    this.confirmed = confirmed;
  }

  /** Whether so many of them live where another one does, that it may not come in. */
  boolean isCrowdedFor(Peer peer, int most) {
    InetAddress address = peer.contact().at().getAddress();
    int there = 0;
    for (Peer other : peers) {
      there += other.contact().at().getAddress().equals(address) ? 1 : 0;
    }
    return Crowd.isFull(address, there, most);
  }
}
