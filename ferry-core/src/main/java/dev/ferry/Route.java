package dev.ferry;

import java.util.Arrays;
import java.util.Optional;

/** Which way the bytes go. The names are those of the {@code --via} option. */
public enum Route {
  DIRECT("direct"),

  /** A direct connection found by ICE, through NATs if need be. */
  ICE("ice"),

  /** A relay (TURN) found by ICE. */
  RELAY("relay"),
  PROXY("proxy"),
  IN_BAND("in-band");

  private final String word;

  Route(String word) {
    this.word = word;
  }

  /** The route of that name. */
  public static Optional<Route> named(String word) {
    return Arrays.stream(values()).filter(r -> r.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
