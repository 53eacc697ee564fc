package dev.ferry.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as a value (RFC 8259), kept whole, so that what is not understood is not lost either. Of two
 * members of one name the first counts.
 */
public sealed interface Json {
  /** An object; its members in their order. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = new LinkedHashMap<>(members);
    }

    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /** A member that is a text; empty when it is missing or no text. */
    public Optional<String> text(String name) {
      return get(name).flatMap(Json::asText);
    }

    /** A member that is a text, or a number or truth as it was written; empty for all else. */
    public Optional<String> word(String name) {
      return get(name).flatMap(Json::asWord);
    }

    /** A whole number, also one that was written as text; 0 for all else. */
    public long number(String name) {
      return get(name).map(Json::asLong).orElse(0L);
    }

    public boolean truth(String name) {
      return get(name)
          .filter(
              value -> value instanceof Word(String w) && w.equals("true") || value.asLong() == 1)
          .isPresent();
    }

    public Obj with(String name, Json value) {
      Map<String, Json> more = new LinkedHashMap<>(members);
      more.put(name, value);
      return new Obj(more);
    }

    public Obj with(String name, String value) {
      return with(name, new Text(value));
    }
  }

  /** An array. */
  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  /** A text. */
  record Text(String value) implements Json {}

  /** A number, a truth or null, as it was written. */
  record Word(String value) implements Json {}

  Obj EMPTY = new Obj(Map.of());

  static Word of(long number) {
    return new Word(Long.toString(number));
  }

  static Word of(boolean truth) {
    return new Word(Boolean.toString(truth));
  }

  /** Reads a text that is one object; empty when it is none. */
  static Optional<Obj> parse(String text) {
    return JsonReader.read(text).filter(Obj.class::isInstance).map(Obj.class::cast);
  }

  private Optional<String> asText() {
    return this instanceof Text(String value) ? Optional.of(value) : Optional.empty();
  }

  private Optional<String> asWord() {
    return switch (this) {
      case Text(String value) -> Optional.of(value);
      case Word(String value) -> Optional.of(value);
      case Obj o -> Optional.empty();
      case Arr a -> Optional.empty();
    };
  }

  private long asLong() {
    try {
      return Long.parseLong(asWord().orElse(""));
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  /** The text that {@link #parse} reads. */
  default String write() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    switch (this) {
      case Text(String value) -> quote(value, out);
      case Word(String value) -> out.append(value);
      case Arr(List<Json> elements) -> {
        List<Json> rest = new ArrayList<>(elements);
        out.append('[');
        for (int i = 0; i < rest.size(); i++) {
          out.append(i == 0 ? "" : ",");
          rest.get(i).write(out);
        }
        out.append(']');
      }
      case Obj(Map<String, Json> members) -> {
        String separator = "";
        out.append('{');
        for (Map.Entry<String, Json> member : members.entrySet()) {
          out.append(separator);
          quote(member.getKey(), out);
          out.append(':');
          member.getValue().write(out);
          separator = ",";
        }
        out.append('}');
      }
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    out.append('"');
  }
}
