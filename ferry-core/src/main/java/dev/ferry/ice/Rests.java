package dev.ferry.ice;

/**
 * How long a refused pair rests. At random, since two sides whose NATs answer with resets get
 * through only when both knock within one round trip, which those never do that keep the same step.
 */
final class Rests {
  private static final long MILLI = 1_000_000;
  private static final long SHORT = 200 * MILLI;
  private static final long LONG = 1_000 * MILLI;
  private static final int OFTEN = 25;

  private Rests() {}

  /**
   * @param random any number
   */
  static long draw(int tries, long random) {
    return Math.floorMod(random, tries <= OFTEN ? SHORT : LONG);
  }
}
