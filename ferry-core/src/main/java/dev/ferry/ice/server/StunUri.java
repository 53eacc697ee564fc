package dev.ferry.ice.server;

import dev.ferry.ice.server.StunServer.Carriage;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the URIs of servers (RFC 7064, RFC 7065): {@code stun:host}, {@code
 * turn:host:port?transport=tcp}, {@code turns:[2001:db8::1]}.
 *
 * <p>A {@code stun:} or {@code turn:} without a transport means UDP, as the RFCs say.
 */
public final class StunUri {
  private static final int PORT = 3478;
  private static final int TLS_PORT = 5349;
  private static final Pattern FORM =
      Pattern.compile(
          "(stuns?|turns?):(?:\\[([0-9a-fA-F:.]+)]|([^\\[\\]:?/@\\s]+))(?::(\\d{1,5}))?"
              + "(?:\\?transport=(udp|tcp))?",
          Pattern.CASE_INSENSITIVE);

  private StunUri() {}

  /** The server; empty when the text is no such URI, or asks for TLS over UDP. */
  public static Optional<StunServer> read(String text) {
    Matcher uri = FORM.matcher(text);
    if (!uri.matches()) {
      return Optional.empty();
    }
    String scheme = uri.group(1).toLowerCase(Locale.ROOT);
    boolean secure = scheme.endsWith("s");
    Optional<String> transport = group(uri, 5).map(t -> t.toLowerCase(Locale.ROOT));
    int port = group(uri, 4).map(Integer::parseInt).orElse(secure ? TLS_PORT : PORT);
    if (port == 0 || port > 65_535 || (secure && transport.equals(Optional.of("udp")))) {
      return Optional.empty();
    }
    Carriage carriage =
        secure ? Carriage.TLS : transport.equals(Optional.of("tcp")) ? Carriage.TCP : Carriage.UDP;
    String host = group(uri, 2).or(() -> group(uri, 3)).orElseThrow();
    return Optional.of(
        new StunServer(scheme.startsWith("turn"), carriage, host, port, Optional.empty()));
  }

  private static Optional<String> group(Matcher uri, int number) {
    return Optional.ofNullable(uri.group(number));
  }
}
