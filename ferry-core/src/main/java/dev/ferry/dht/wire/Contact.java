package dev.ferry.dht.wire;

import dev.ferry.dht.value.InfoHash;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** A node as others name it: who and where. */
public record Contact(InfoHash id, InetSocketAddress at) {
  public boolean isIpv6() {
    return at.getAddress() instanceof Inet6Address;
  }

  @Override
  public String toString() {
    return id + " at " + at.getAddress().getHostAddress() + " " + at.getPort();
  }
}
