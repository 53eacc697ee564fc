package dev.ferry;

import java.util.List;
import java.util.Optional;

/**
 * How to send.
 *
 * @param via the routes allowed, best first
 * @param message words to show beside the offer
 * @param encrypt whether the bytes must be encrypted between the devices
 */
public record SendOptions(List<Route> via, Optional<String> message, Encrypt encrypt) {
  public SendOptions {
    via = List.copyOf(via);
  }

  public static SendOptions standard() {
    return new SendOptions(List.of(Route.values()), Optional.empty(), Encrypt.AUTO);
  }

  public SendOptions via(List<Route> routes) {
    return new SendOptions(routes, message, encrypt);
  }

  public SendOptions encrypt(Encrypt rule) {
    return new SendOptions(via, message, rule);
  }
}
