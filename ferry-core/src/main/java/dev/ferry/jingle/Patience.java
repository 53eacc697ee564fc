package dev.ferry.jingle;

import dev.ferry.jingle.SessionEvent.Timer;
import java.time.Duration;

/**
 * How long a session waits, per timer, and for a connection.
 *
 * @param acknowledgement for the answer to a stanza of ours
 * @param leave for the answer to session-terminate
 * @param offer for the peer's user to say yes or no
 * @param connect for a way to be found, all attempts together
 * @param replacement for the peer to propose another transport, or to answer our proposal
 * @param firstByte after a way is found
 * @param stall between bytes
 * @param checksum for the sender's digests after the last byte
 * @param confirmation for the receiver's word after the last byte
 */
public record Patience(
    Duration acknowledgement,
    Duration leave,
    Duration offer,
    Duration connect,
    Duration replacement,
    Duration firstByte,
    Duration stall,
    Duration checksum,
    Duration confirmation) {

  public static Patience standard() {
    return new Patience(
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofMinutes(3));
  }

  public Duration of(Timer timer) {
    return switch (timer) {
      case ACKNOWLEDGEMENT -> acknowledgement;
      case LEAVE -> leave;
      case OFFER -> offer;
      case REPLACEMENT -> replacement;
      case FIRST_BYTE -> firstByte;
      case STALL -> stall;
      case CHECKSUM -> checksum;
      case CONFIRMATION -> confirmation;
    };
  }
}
