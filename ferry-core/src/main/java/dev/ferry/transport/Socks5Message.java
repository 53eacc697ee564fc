package dev.ferry.transport;

import java.util.List;
import java.util.Optional;

/** What a {@code transport} element of SOCKS5 bytestreams says (XEP-0260 2). Immutable. */
public sealed interface Socks5Message {
  /** The stream's id, the same in all messages of one attempt. */
  String sid();

  /**
   * Places to connect to: an offer, its answer, or more of them later.
   *
   * @param dstaddr the destination address that the sender computed for its proxy candidates
   * @param candidates in the order of the wire, each {@code cid} once; may be empty
   */
  record Candidates(
      String sid, Mode mode, Optional<String> dstaddr, List<Socks5Candidate> candidates)
      implements Socks5Message {
    public Candidates {
      candidates = List.copyOf(candidates);
    }
  }

  /** The sender is connected to that candidate of the receiver's and would use it. */
  record CandidateUsed(String sid, String cid) implements Socks5Message {}

  /** The sender could connect to none of the receiver's candidates. */
  record CandidateError(String sid) implements Socks5Message {}

  /** The sender has activated that proxy candidate of its own. */
  record Activated(String sid, String cid) implements Socks5Message {}

  /** The sender cannot reach or activate the nominated proxy. */
  record ProxyError(String sid) implements Socks5Message {}

  /** What the bytes travel in. */
  enum Mode {
    TCP,
    UDP
  }
}
