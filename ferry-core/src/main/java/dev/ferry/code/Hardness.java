package dev.ferry.code;

/**
 * What it costs to make a number of the words of a code, by Argon2id (RFC 9106). Both sides must
 * take the same.
 *
 * @param kibibytes of memory
 * @param passes over it
 */
public record Hardness(int kibibytes, int passes) {
  /** A fraction of a second. */
  public static final Hardness USUAL = new Hardness(64 * 1024, 3);
}
