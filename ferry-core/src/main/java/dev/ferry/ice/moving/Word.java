package dev.ferry.ice.moving;

/**
 * What is said between the bytes of a relayed stream.
 *
 * @param attempt the number of the direct way that it is about
 * @param offset how many bytes of its sender's came before; what matters of {@link Kind#MOVED} and
 *     {@link Kind#BACK}
 */
record Word(Kind kind, int attempt, long offset) {
  /** What it says. */
  enum Kind {
    /** My bytes go on at the direct way. */
    MOVED,

    /** I read your bytes from the direct way. */
    SETTLED,

    /** That direct way is nothing; my bytes go on here, from this offset. */
    BACK
  }

  static Word about(Kind kind, int attempt) {
    return new Word(kind, attempt, 0);
  }

  Word at(long where) {
    return new Word(kind, attempt, where);
  }
}
