package dev.ferry.ice.mapping;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of an answer of HTTP/1.1 (RFC 9112 4, 5).
 *
 * @param headers by their names in lower case; of several the first
 */
record HttpHead(int status, Map<String, String> headers) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([1-5][0-9]{2})( .*)?");

  HttpHead {
    headers = Map.copyOf(headers);
  }

  /**
   * @param text ends before or after the empty line
   */
  static Optional<HttpHead> read(String text) {
    String[] lines = text.split("\r?\n", -1);
    Matcher status = STATUS.matcher(lines[0]);
    if (!status.matches()) {
      return Optional.empty();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return Optional.of(new HttpHead(Integer.parseInt(status.group(1)), headers));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
