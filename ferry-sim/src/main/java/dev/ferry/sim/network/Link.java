package dev.ferry.sim.network;

/**
 * What a line between two hosts is like, the same in both directions.
 *
 * @param latency nanoseconds from one end to the other
 * @param bytesPerSecond what it carries, all connections together, in each direction
 * @param buffer bytes of one connection that may be on their way in one direction; who writes more
 *     waits for the reader
 */
public record Link(long latency, long bytesPerSecond, int buffer) {
  private static final long MICROS = 1_000;

  /** Within one host. */
  public static final Link LOOPBACK = new Link(20 * MICROS, 2_000_000_000, 1 << 18);

  /** Two hosts in one house. */
  public static final Link LAN = new Link(500 * MICROS, 100_000_000, 1 << 18);

  /** Two hosts in two countries. */
  public static final Link WAN = new Link(40_000 * MICROS, 5_000_000, 1 << 18);

  public Link {
    if (latency < 0 || bytesPerSecond <= 0 || buffer <= 0) {
      throw new IllegalArgumentException("a line needs a rate and a buffer");
    }
  }

  public Link withLatency(long nanos) {
    return new Link(nanos, bytesPerSecond, buffer);
  }

  public Link withRate(long perSecond) {
    return new Link(latency, perSecond, buffer);
  }

  public Link withBuffer(int bytes) {
    return new Link(latency, bytesPerSecond, bytes);
  }
}
