package dev.ferry.ice;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A place where a device may be met (RFC 8445 5.1, RFC 6544 4). Immutable.
 *
 * @param address of an active candidate the port means nothing and is {@link #NO_PORT}
 * @param priority of two candidates the one with more is tried first
 * @param related for diagnosis: the base of a reflexive candidate, the mapped address of a relayed
 *     one
 */
public record Candidate(
    CandidateType type,
    TcpType tcpType,
    InetSocketAddress address,
    String foundation,
    long priority,
    Optional<InetSocketAddress> related) {
  /** The port of whoever does not listen: discard (RFC 6544 4.5). */
  public static final int NO_PORT = 9;

  /** The largest priority there is. */
  public static final long MOST_PRIORITY = 0x7FFF_FFFFL;

  public Candidate {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("a candidate needs an address, not a name: " + address);
    }
  }

  /** Whether bytes that go there pass a relay. */
  public boolean isRelayed() {
    return type == CandidateType.RELAYED;
  }

  @Override
  public String toString() {
    return type.word() + " " + tcpType.word() + " " + Places.text(address);
  }
}
