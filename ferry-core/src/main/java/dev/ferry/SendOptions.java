package dev.ferry;

import java.util.List;
import java.util.Optional;

/**
 * How to send.
 *
 * @param via the routes allowed, best first
 * @param message words to show beside the offer
 */
public record SendOptions(List<Route> via, Optional<String> message) {
  public SendOptions {
    via = List.copyOf(via);
  }

  public static SendOptions standard() {
    return new SendOptions(List.of(Route.values()), Optional.empty());
  }

  public SendOptions via(List<Route> routes) {
    return new SendOptions(routes, message);
  }
}
