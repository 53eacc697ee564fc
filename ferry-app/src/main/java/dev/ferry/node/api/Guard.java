package dev.ferry.node.api;

import com.sun.net.httpserver.Headers;
import dev.ferry.Side;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.node.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may talk to the node: whoever has the token of this run, and no page of another site. A name
 * that somebody lets point at loopback (DNS rebinding) shows in {@code Host}.
 */
final class Guard {
  private static final int NOT_KNOWN = 401;
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;
  private static final String BEARER = "Bearer ";

  private final Set<String> hosts;
  private final byte[] token;

  Guard(int port, String token) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /** What every request must fulfil, also one for the page itself. */
  void address(Headers headers) throws Refused {
    List<String> named = headers.getOrDefault("Host", List.of());
    if (named.size() != 1 || !hosts.contains(named.getFirst().toLowerCase(Locale.ROOT))) {
      throw refused(
          MISDIRECTED, "this is no host of that name", "use the address that ferry node shows");
    }
  }

  /** What a request to the API must fulfil, too. */
  void caller(Headers headers) throws Refused {
    List<String> origins = headers.getOrDefault("Origin", List.of());
    for (String origin : origins) {
      if (!origin.startsWith("http://") || !hosts.contains(origin.substring("http://".length()))) {
        throw refused(FORBIDDEN, "another site's page may not ask this", "open the node's own");
      }
    }
    String site = first(headers, "Sec-Fetch-Site").orElse("same-origin");
    if (!site.equals("same-origin") && !site.equals("none")) {
      throw refused(FORBIDDEN, "another site's page may not ask this", "open the node's own");
    }
    byte[] shown =
        first(headers, "Authorization")
            .filter(value -> value.startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8))
            .orElse(new byte[0]);
    if (!MessageDigest.isEqual(token, shown)) {
      throw refused(
          NOT_KNOWN,
          "that is not the token of this run",
          "open the address that ferry node shows, or ferry node --open");
    }
  }

  private static Optional<String> first(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  private static Refused refused(int status, String what, String next) {
    return new Refused(status, new Trouble(ExitStatus.SECURITY, what, Side.HERE, next));
  }
}
