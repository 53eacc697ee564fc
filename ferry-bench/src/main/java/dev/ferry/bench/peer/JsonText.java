package dev.ferry.bench.peer;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the few plain values that the bench wants from a line of {@code --json}. */
final class JsonText {
  private JsonText() {}

  /** The text at a key, when there is one without escapes. */
  static Optional<String> text(String line, String key) {
    Matcher matcher =
        Pattern.compile("\"" + Pattern.quote(key) + "\":\"([^\"\\\\]*)\"").matcher(line);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The whole number at a key. */
  static OptionalLong number(String line, String key) {
    Matcher matcher =
        Pattern.compile("\"" + Pattern.quote(key) + "\":(\\d{1,18})[,}]").matcher(line);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  static boolean has(String line, String key, String value) {
    return text(line, key).filter(value::equals).isPresent();
  }
}
