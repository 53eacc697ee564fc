package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Value;
import java.net.InetAddress;

/**
 * A value that a node keeps.
 *
 * @param packed as it is sent, packed once
 * @param source whose quota it counts against
 * @param expires in nanoseconds
 */
record Stored(Value value, Bytes packed, InetAddress source, long expires) {
  static Stored of(Value value, InetAddress source, long expires) {
    return new Stored(value, value.packed(), source, expires);
  }

  Stored until(long later) {
    return new Stored(value, packed, source, later);
  }
}
