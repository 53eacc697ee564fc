package dev.ferry.node.api;

import dev.ferry.node.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the API.
 *
 * @param template as {@code openapi.json} has it
 */
public record Route(String method, String template, Work work) {
  /** What it does. */
  @FunctionalInterface
  public interface Work {
    Answer on(Call call) throws Refused, InterruptedException;
  }

  /** What stands for the names in the template; empty when that is another path. */
  Optional<Map<String, String>> match(List<String> path) {
    List<String> parts = List.of(template.substring(1).split("/", -1));
    if (parts.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
