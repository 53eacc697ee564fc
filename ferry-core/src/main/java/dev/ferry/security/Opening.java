package dev.ferry.security;

import dev.ferry.content.CopyException;

/** Decryption of bytes as they come, in constant memory. Used by one task. */
sealed interface Opening permits GcmOpening, CbcOpening {
  /** How many of the last bytes are not ciphertext. */
  int trailer();

  /**
   * Decrypts.
   *
   * @param out with room for as much as comes in, and a block
   * @return how many bytes were put into {@code out}
   */
  int update(byte[] in, int count, byte[] out) throws CopyException;

  /**
   * Judges what ends the ciphertext.
   *
   * @param out takes what was held back
   * @return how many bytes that were
   * @throws CopyException when what came was changed on the way, or cut
   */
  int finish(byte[] trailer, byte[] out) throws CopyException;

  /** Whether {@link #finish} proves that nothing was changed. */
  boolean proves();
}
