package dev.ferry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to send.
 *
 * @param via the routes allowed, best first
 * @param message words to show beside the offer
 * @param encrypt whether the bytes must be encrypted between the devices
 * @param keepTrying for how long after the last byte a file that was lost midway is offered again
 *     by itself; zero for not at all
 * @param resuming whether bytes moved in an earlier run, so that a peer who is not there is waited
 *     for
 */
public record SendOptions(
    List<Route> via,
    Optional<String> message,
    Encrypt encrypt,
    Duration keepTrying,
    boolean resuming) {
  public SendOptions {
    via = List.copyOf(via);
  }

  public static SendOptions standard() {
    return new SendOptions(
        List.of(Route.values()), Optional.empty(), Encrypt.AUTO, Duration.ZERO, false);
  }

  public SendOptions via(List<Route> routes) {
    return new SendOptions(routes, message, encrypt, keepTrying, resuming);
  }

  public SendOptions encrypt(Encrypt rule) {
    return new SendOptions(via, message, rule, keepTrying, resuming);
  }

  /** Offers the file again when it was lost midway. */
  public SendOptions keepTrying(Duration howLong) {
    return new SendOptions(via, message, encrypt, howLong, resuming);
  }

  /** Goes on with what an earlier run began. */
  public SendOptions resumed() {
    return new SendOptions(via, message, encrypt, keepTrying, true);
  }
}
