package dev.ferry.node.api;

import dev.ferry.json.Json;
import dev.ferry.node.Refused;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A request, as a route sees it. For one thread.
 *
 * @param path what stands for the names in the route
 * @param query by name; of several the first
 * @param body read by who wants it
 */
public record Call(Map<String, String> path, Map<String, String> query, Body body) {
  /** What comes with a request; reading it is bounded in size and in time. */
  public interface Body {
    /** One JSON object. */
    Json.Obj json() throws Refused;

    /** All of it, as it comes. */
    InputStream stream();
  }

  /** A part of the path. */
  public String part(String name) {
    return Optional.ofNullable(path.get(name)).orElseThrow();
  }

  public Optional<String> asked(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /** A whole number in the query. */
  public Optional<Long> number(String name) throws Refused {
    Optional<String> text = asked(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(number(name, text.get()));
  }

  /** A whole number in the path. */
  public long numberIn(String name) throws Refused {
    return number(name, part(name));
  }

  private static long number(String name, String text) throws Refused {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refused.senseless(name + " is no number", "write digits");
    }
  }
}
