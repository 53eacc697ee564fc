package dev.ferry.app;

import dev.ferry.io.xmpp.XmppAccount;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is, as {@code --server} says it: {@code HOST}, {@code HOST:PORT} or {@code
 * [ADDRESS]:PORT}. Port 5223 means TLS from the first byte, as servers have it.
 */
record ServerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%\\w+)?)]|([^\\[\\]:/\\s]+))(?::([0-9]{1,5}))?");
  private static final int USUAL_PORT = 5222;
  private static final int DIRECT_TLS = 5223;

  /** Reads it; empty when it is none. */
  static Optional<ServerAddress> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String host = Optional.ofNullable(form.group(1)).orElseGet(() -> form.group(2));
    int port = Optional.ofNullable(form.group(3)).map(Integer::parseInt).orElse(USUAL_PORT);
    return port >= 1 && port <= 65_535
        ? Optional.of(new ServerAddress(host, port))
        : Optional.empty();
  }

  /** The account, at this server. */
  XmppAccount apply(XmppAccount account) {
    XmppAccount there = account.at(host, port);
    return port == DIRECT_TLS ? there.withDirectTls() : there;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
