package dev.ferry.peerlink.channel;

/**
 * When the peer of a link is taken for gone.
 *
 * @param idle after so much silence, in nanoseconds, it is asked whether it is there
 * @param patience how long it may then take to say anything; ten times as long when bytes that were
 *     sent before may still be on their way, which they can be for long on a slow one
 */
public record Liveness(long idle, long patience) {
  private static final long SECOND = 1_000_000_000;

  /** As a stock Jami waits for an answer. */
  public static final Liveness USUAL = new Liveness(30 * SECOND, 3 * SECOND);
}
