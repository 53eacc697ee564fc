package dev.ferry.ice;

/** How far the check of a pair has come (RFC 8445 6.1.2.6). */
public enum PairState {
  /** Another pair of its foundation is tried first. */
  FROZEN,
  WAITING,
  IN_PROGRESS,

  /** Not reached, to be tried again: over TCP a refusal is not final (RFC 6544 7.1). */
  RESTING,
  SUCCEEDED,
  FAILED;

  /** Whether there may yet come something of it. */
  boolean isOpen() {
    return this != SUCCEEDED && this != FAILED;
  }
}
