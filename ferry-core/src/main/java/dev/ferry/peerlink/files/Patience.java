package dev.ferry.peerlink.files;

import java.time.Duration;

/**
 * How long a transfer waits for what.
 *
 * @param connect for a connection with the peer's device
 * @param word for what the peer is to say at once, or to take
 * @param offer for the peer's user to say yes or no
 * @param firstByte after the yes
 * @param stall between bytes
 * @param sums for the sender's digests after the last byte
 * @param confirmation for the receiver's word after the last byte
 * @param leave for the peer to hear the goodbye
 */
record Patience(
    Duration connect,
    Duration word,
    Duration offer,
    Duration firstByte,
    Duration stall,
    Duration sums,
    Duration confirmation,
    Duration leave) {
  static Patience standard() {
    return new Patience(
        Duration.ofSeconds(40),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofMinutes(3),
        Duration.ofSeconds(5));
  }
}
