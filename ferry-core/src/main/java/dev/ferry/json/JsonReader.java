package dev.ferry.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON that a stranger may have written: no deeper than 32, of a million things at most. */
final class JsonReader {
  private static final int DEEPEST = 32;
  private static final int MOST_THINGS = 1 << 20;

  private final String text;
  private int at;
  private int things;

  private JsonReader(String text) {
    this.text = text;
  }

  static Optional<Json> read(String text) {
    JsonReader reader = new JsonReader(text);
    try {
      Json value = reader.value(DEEPEST);
      reader.space();
      return reader.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (NoJson wrong) {
      return Optional.empty();
    }
  }

  private Json value(int depth) throws NoJson {
    space();
    if (depth == 0 || ++things > MOST_THINGS) {
      throw new NoJson();
    }
    return switch (peek()) {
      case '"' -> new Json.Text(string());
      case '{' -> object(depth);
      case '[' -> array(depth);
      default -> word();
    };
  }

  private Json object(int depth) throws NoJson {
    expect('{');
    Map<String, Json> members = new LinkedHashMap<>();
    if (take('}')) {
      return new Json.Obj(members);
    }
    do {
      space();
      String name = string();
      expect(':');
      Json value = value(depth - 1);
      members.putIfAbsent(name, value);
    } while (take(','));
    expect('}');
    return new Json.Obj(members);
  }

  private Json array(int depth) throws NoJson {
    expect('[');
    List<Json> elements = new ArrayList<>();
    if (take(']')) {
      return new Json.Arr(elements);
    }
    do {
      elements.add(value(depth - 1));
    } while (take(','));
    expect(']');
    return new Json.Arr(elements);
  }

  private Json word() throws NoJson {
    int from = at;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw new NoJson();
    }
    return new Json.Word(text.substring(from, at));
  }

  private static boolean isOfWord(char c) {
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || "+-.".indexOf(c) >= 0;
  }

  private String string() throws NoJson {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = next();
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() throws NoJson {
    char c = next();
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '"', '\\', '/' -> c;
      case 'u' -> (char) (digit() << 12 | digit() << 8 | digit() << 4 | digit());
      default -> throw new NoJson();
    };
  }

  private int digit() throws NoJson {
    int digit = Character.digit(next(), 16);
    if (digit < 0) {
      throw new NoJson();
    }
    return digit;
  }

  private void expect(char c) throws NoJson {
    if (!take(c)) {
      throw new NoJson();
    }
  }

  private boolean take(char c) {
    space();
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void space() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private char peek() throws NoJson {
    if (at >= text.length()) {
      throw new NoJson();
    }
    return text.charAt(at);
  }

  private char next() throws NoJson {
    char c = peek();
    at++;
    return c;
  }

  /** Text that is no JSON; never leaves {@link #read}. */
  private static final class NoJson extends Exception {
    private static final long serialVersionUID = 1;

    NoJson() {
      super("no JSON", null, false, false);
    }
  }
}
