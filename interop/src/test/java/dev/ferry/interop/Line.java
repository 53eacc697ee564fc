package dev.ferry.interop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One line that a process printed, with the JSON object that it holds, if it does.
 *
 * @param text the line as it came
 * @param json the object, or a missing node
 */
record Line(String text, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Line of(String text) {
    if (!text.startsWith("{")) {
      return new Line(text, MissingNode.getInstance());
    }
    try {
      return new Line(text, JSON.readTree(text));
    } catch (JacksonException e) {
      return new Line(text, MissingNode.getInstance());
    }
  }

  /** The value at that key as text, empty if there is none. */
  String text(String key) {
    return json.path(key).asText("");
  }

  /** The value at that key as a whole number, -1 if there is none. */
  long number(String key) {
    return json.path(key).asLong(-1);
  }

  /** Whether the value at that key reads so. */
  boolean has(String key, String value) {
    return text(key).equals(value);
  }
}
