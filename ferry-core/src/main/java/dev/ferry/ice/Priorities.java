package dev.ferry.ice;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The order in which candidates and pairs are tried (RFC 8445 5.1.2, 6.1.2.3; RFC 6544 4.2). */
final class Priorities {
  /** The most that an address can be preferred. */
  static final int BEST_ADDRESS = 8191;

  private static final int IPV6 = 4096;
  private static final int COMPONENT = 1;

  private Priorities() {}

  /**
   * A candidate's priority.
   *
   * @param preference of its address among ours, 0 to {@link #BEST_ADDRESS}, each only once
   */
  static long of(CandidateType type, TcpType tcp, int preference) {
    long local = ((long) direction(type, tcp) << 13) + preference;
    return ((long) type.preference() << 24) + (local << 8) + (256 - COMPONENT);
  }

  /**
   * What a peer is to think of the address it sees us come from (RFC 8445 7.1.1). Who comes out of
   * a relay says so, as nobody could tell by the address.
   */
  static long asPeerReflexive(Candidate local) {
    if (local.isRelayed()) {
      return local.priority();
    }
    return ((long) CandidateType.PEER_REFLEXIVE.preference() << 24)
        | (local.priority() & 0xFF_FFFFL);
  }

  /** What kind of candidate has such a priority, as far as its peer has told. */
  static CandidateType reflexiveType(long priority) {
    return priority >> 24 == CandidateType.RELAYED.preference()
        ? CandidateType.RELAYED
        : CandidateType.PEER_REFLEXIVE;
  }

  private static int direction(CandidateType type, TcpType tcp) {
    boolean natted = type == CandidateType.SERVER_REFLEXIVE || type == CandidateType.PEER_REFLEXIVE;
    return switch (tcp) {
      case ACTIVE -> natted ? 4 : 6;
      case PASSIVE -> natted ? 2 : 4;
      case SIMULTANEOUS -> natted ? 6 : 2;
    };
  }

  /** An address's preference: IPv6 before IPv4 (RFC 8421 4), then in our own order. */
  static int preference(InetAddress address, int rank) {
    int family = address instanceof Inet6Address ? BEST_ADDRESS : BEST_ADDRESS - IPV6;
    return family - Math.min(rank, IPV6 - 1);
  }

  /** A pair's priority, the same on both sides. */
  static long pair(long controlling, long controlled) {
    return (Math.min(controlling, controlled) << 32)
        + 2 * Math.max(controlling, controlled)
        + (controlling > controlled ? 1 : 0);
  }
}
