package dev.ferry.sim.network;

/** What leaves a host, whoever it is for, goes through here. Guarded by the network's monitor. */
final class Uplink {
  private static final long SECOND = 1_000_000_000;

  private final long bytesPerSecond;
  private long freeAt;

  Uplink(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** When these bytes have left. */
  long passes(long now, int bytes) {
    freeAt = Math.max(freeAt, now) + bytes * SECOND / bytesPerSecond;
    return freeAt;
  }
}
