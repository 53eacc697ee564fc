package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Contact;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/** Nodes, addresses and values for tests. */
final class Some {
  static final long SECOND = 1_000_000_000;
  static final long MINUTE = 60 * SECOND;

  private Some() {}

  static InetSocketAddress at(String ip, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
  }

  /** A node by chance, at an address of its own. */
  static Contact node(RandomGenerator random) {
    return at(Ids.random(random), random);
  }

  static Contact at(InfoHash id, RandomGenerator random) {
    String ip = "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), 1);
    return new Contact(id, at(ip, 1 + random.nextInt(65_535)));
  }

  /** A node that shares exactly so many bits with an id. */
  static Contact sharing(InfoHash with, int bits, RandomGenerator random) {
    return at(Ids.sharing(with, bits, true, random), random);
  }

  static Value value(long id, int size) {
    return Value.of(Bytes.of(new byte[size])).withId(id);
  }
}
