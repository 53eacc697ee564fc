package dev.ferry.ice;

import java.net.InetSocketAddress;

/**
 * A candidate of this device, and the local port behind it.
 *
 * @param base the port that connections leave from and come in at; of a relayed candidate the
 *     relayed address itself (RFC 8445 5.1.1.2)
 */
public record LocalCandidate(Candidate candidate, InetSocketAddress base) {
  /** Whether connections are opened from it. */
  boolean dials() {
    return candidate.tcpType() != TcpType.PASSIVE
        && candidate.type() != CandidateType.SERVER_REFLEXIVE;
  }
}
