package dev.ferry.app.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes one JSON object (RFC 8259) in one line of ASCII. Used by one thread. */
public final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  public JsonLine put(String key, String value) {
    return raw(key, quoted(value));
  }

  /** An absent value is written as {@code null}. */
  public JsonLine put(String key, Optional<String> value) {
    return raw(key, value.map(JsonLine::quoted).orElse("null"));
  }

  public JsonLine put(String key, boolean value) {
    return raw(key, Boolean.toString(value));
  }

  public JsonLine put(String key, long value) {
    return raw(key, Long.toString(value));
  }

  /** A number when it is known, else {@code null}. */
  public JsonLine put(String key, long value, boolean known) {
    return known ? put(key, value) : putNull(key);
  }

  public JsonLine put(String key, JsonLine value) {
    return raw(key, value.toString());
  }

  public JsonLine put(String key, List<String> values) {
    return raw(
        key, values.stream().map(JsonLine::quoted).collect(Collectors.joining(",", "[", "]")));
  }

  public JsonLine putAll(String key, List<JsonLine> values) {
    return raw(
        key, values.stream().map(JsonLine::toString).collect(Collectors.joining(",", "[", "]")));
  }

  public JsonLine putNull(String key) {
    return raw(key, "null");
  }

  private JsonLine raw(String key, String value) {
    text.append(text.length() > 1 ? "," : "").append(quoted(key)).append(':').append(value);
    return this;
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** The object as it stands. */
  @Override
  public String toString() {
    return text + "}";
  }
}
