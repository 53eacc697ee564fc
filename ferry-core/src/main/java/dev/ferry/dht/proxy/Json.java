package dev.ferry.dht.proxy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object as a proxy sends it: what is in it by its name, texts and numbers and truths
 * alike as text. What is nested deeper is read over.
 */
final class Json {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** Reads an object that is all of the text; empty when it is none. */
  static Optional<Map<String, String>> parse(String text) {
    Json json = new Json(text);
    try {
      Map<String, String> object = json.object(DEEPEST);
      json.space();
      return json.at == text.length() ? Optional.of(object) : Optional.empty();
    } catch (NoJson wrong) {
      return Optional.empty();
    }
  }

  /** Writes a text as a part of an object, in its quotes. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }

  private Map<String, String> object(int depth) throws NoJson {
    expect('{');
    Map<String, String> members = new LinkedHashMap<>();
    if (take('}')) {
      return members;
    }
    do {
      space();
      String name = string();
      expect(':');
      String value = value(depth - 1);
      members.putIfAbsent(name, value);
    } while (take(','));
    expect('}');
    return members;
  }

  private String value(int depth) throws NoJson {
    space();
    if (depth == 0) {
      throw new NoJson();
    }
    return switch (peek()) {
      case '"' -> string();
      case '{' -> {
        object(depth);
        yield "";
      }
      case '[' -> {
        array(depth);
        yield "";
      }
      default -> word();
    };
  }

  private void array(int depth) throws NoJson {
    expect('[');
    if (take(']')) {
      return;
    }
    do {
      value(depth - 1);
    } while (take(','));
    expect(']');
  }

  /** A number, a truth or null, unquoted. */
  private String word() throws NoJson {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at == from) {
      throw new NoJson();
    }
    return text.substring(from, at);
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

  /** Text that is no JSON; never leaves {@link #parse}. */
  private static final class NoJson extends Exception {
    private static final long serialVersionUID = 1;

    NoJson() {
      super("no JSON", null, false, false);
    }
  }
}
