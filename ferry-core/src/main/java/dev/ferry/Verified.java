package dev.ferry;

/** How far a completed transfer is known to be right. */
public enum Verified {
  /** A cryptographic hash was compared by the receiver, and this side knows it. */
  HASH,
  /**
   * A hash was compared that guards against accidents only: whoever wants to can make another file
   * with the same one. Old clients give no other (MD5).
   */
  WEAK_HASH,
  /**
   * The sender gave no hash of the file to compare, or that of something else, but proved all its
   * bytes with the tag of their encryption.
   */
  TAG,
  /** All bytes were received, but the sender gave no hash to compare. */
  SIZE_ONLY,
  /** All bytes were sent; the receiver ended the session well but confirmed nothing. */
  SENT_ONLY
}
