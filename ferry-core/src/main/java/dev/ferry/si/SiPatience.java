package dev.ferry.si;

import java.time.Duration;

/**
 * How long a session waits, per timer, and for a stream.
 *
 * @param offer for the peer's user to say yes or no
 * @param consent for our user to do so: senders of this protocol do not say when they give up
 * @param connect for one kind of stream to be opened, all places together
 * @param stream for the peer to open one or to try another kind; longer than {@code connect}, since
 *     the peer may be trying proxies of its own
 * @param firstByte after a stream is open
 * @param stall between bytes
 * @param confirmation for the receiver to close the stream after the last byte
 * @param farewell the same in-band, where every block was acknowledged: libpurple never answers
 */
public record SiPatience(
    Duration offer,
    Duration consent,
    Duration connect,
    Duration stream,
    Duration firstByte,
    Duration stall,
    Duration confirmation,
    Duration farewell) {

  public static SiPatience standard() {
    return new SiPatience(
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofSeconds(60),
        Duration.ofSeconds(90),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofMinutes(3),
        Duration.ofSeconds(3));
  }

  public SiPatience offer(Duration time) {
    return new SiPatience(time, consent, connect, stream, firstByte, stall, confirmation, farewell);
  }

  /**
   * With this time for one kind of stream, and half of it more for the peer to come up with one.
   */
  public SiPatience connect(Duration time) {
    Duration longer = time.multipliedBy(3).dividedBy(2);
    return new SiPatience(offer, consent, time, longer, firstByte, stall, confirmation, farewell);
  }

  public SiPatience bytes(Duration first, Duration between, Duration confirmed) {
    return new SiPatience(offer, consent, connect, stream, first, between, confirmed, farewell);
  }

  Duration of(SiEvent.Timer timer) {
    return switch (timer) {
      case OFFER -> offer;
      case CONSENT -> consent;
      case STREAM -> stream;
      case FIRST_BYTE -> firstByte;
      case STALL -> stall;
      case CONFIRMATION -> confirmation;
      case FAREWELL -> farewell;
    };
  }
}
