package dev.ferry.ice;

import java.net.InetSocketAddress;

/** What a check list is told. */
public sealed interface ChecklistEvent {
  /** A candidate of ours is there; it may come late (RFC 8838). */
  record LocalFound(LocalCandidate candidate) implements ChecklistEvent {}

  /** A candidate of the peer's came; it may come late. */
  record RemoteFound(Candidate candidate) implements ChecklistEvent {}

  /** No more candidates of ours will be found. */
  record LocalsComplete() implements ChecklistEvent {}

  /** The peer has no more candidates. */
  record RemotesComplete() implements ChecklistEvent {}

  /** The connection for a pair is there, as wire {@code wire}. */
  record Connected(int pair, int wire) implements ChecklistEvent {}

  /** The connection for a pair did not come about. */
  record Unreached(int pair) implements ChecklistEvent {}

  /** A connection came in at {@code base}. */
  record Accepted(int wire, InetSocketAddress base, InetSocketAddress from)
      implements ChecklistEvent {}

  /**
   * A check of the peer's, whose integrity was found right.
   *
   * @param request what the answer will be to
   */
  record Asked(
      int wire, String request, Role theirs, long tieBreaker, long priority, boolean nominating)
      implements ChecklistEvent {}

  /** The answer to our check on that wire, whose integrity was found right. */
  record Answered(int wire) implements ChecklistEvent {}

  /**
   * Our check was refused because both sides claim one role (487).
   *
   * @param claimed the role that the check claimed
   */
  record Conflicted(int wire, Role claimed) implements ChecklistEvent {}

  /** Our check was refused for another reason, or what came was no answer. */
  record Refused(int wire) implements ChecklistEvent {}

  /** The connection broke or was closed by the other side. */
  record Broken(int wire) implements ChecklistEvent {}

  /** Timer: time for the next pair. */
  record Paced() implements ChecklistEvent {}

  /** Timer: a pair has rested. */
  record Rested(int pair) implements ChecklistEvent {}

  /** Timer: nothing that counts was heard on a wire for too long. */
  record Silent(int wire) implements ChecklistEvent {}

  /** Timer: better pairs had their time. */
  record Settled() implements ChecklistEvent {}

  /** Timer: direct ways had their time. */
  record DirectTried() implements ChecklistEvent {}

  /** Timer: it took too long altogether. */
  record Expired() implements ChecklistEvent {}
}
