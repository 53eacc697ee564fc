package dev.ferry.sim.network;

/**
 * What befalls datagrams between hosts, beside the latency of the line.
 *
 * @param lost how many of a thousand get lost
 * @param jitter nanoseconds that each may be late at most; what is late is overtaken
 * @param mtu bytes of a datagram at most; larger ones get lost
 */
public record Weather(int lost, long jitter, int mtu) {
  /** All arrive, in order. */
  public static final Weather FAIR = new Weather(0, 0, 65_507);

  public Weather {
    if (lost < 0 || lost > 1000 || jitter < 0 || mtu <= 0) {
      throw new IllegalArgumentException("no such weather");
    }
  }

  public Weather losing(int ofAThousand) {
    return new Weather(ofAThousand, jitter, mtu);
  }

  public Weather late(long nanos) {
    return new Weather(lost, nanos, mtu);
  }

  public Weather withMtu(int bytes) {
    return new Weather(lost, jitter, bytes);
  }
}
