package dev.ferry.node.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of the page, which are part of the program. Any thread may call. */
final class Page {
  private static final Pattern PATH = Pattern.compile("/(?:[a-z0-9_-]+/)*[a-z0-9_-]+\\.[a-z0-9.]+");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "webmanifest", "application/manifest+json",
          "woff2", "font/woff2");

  private Page() {}

  /** The file at that path of the page; nothing beside the page can be had. */
  static Optional<Answer.Content> at(String path) throws IOException {
    String named = path.equals("/") ? "/index.html" : path;
    Optional<String> type =
        PATH.matcher(named).matches()
            ? Optional.ofNullable(TYPES.get(named.substring(named.lastIndexOf('.') + 1)))
            : Optional.empty();
    if (type.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Page.class.getResourceAsStream("/dev/ferry/page" + named)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new Answer.Content(type.get(), in.readAllBytes()));
    }
  }
}
