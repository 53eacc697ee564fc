package dev.ferry.ice.server;

import java.util.Optional;

/**
 * A server that helps with NATs.
 *
 * @param relay whether it relays (TURN), or only tells addresses (STUN)
 * @param host a name or a literal address, without brackets
 */
public record StunServer(
    boolean relay, Carriage carriage, String host, int port, Optional<Login> login) {
  /** What carries the messages to the server. */
  public enum Carriage {
    UDP,
    TCP,
    TLS
  }

  /** A server that only tells addresses, over TCP. */
  public static StunServer stun(String host, int port) {
    return new StunServer(false, Carriage.TCP, host, port, Optional.empty());
  }

  public StunServer withLogin(Login own) {
    return new StunServer(relay, carriage, host, port, Optional.of(own));
  }

  /** The URI of RFC 7064 and RFC 7065, without the login. */
  @Override
  public String toString() {
    String place = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    String scheme = (relay ? "turn" : "stun") + (carriage == Carriage.TLS ? "s:" : ":");
    return scheme + place + (relay && carriage != Carriage.TLS ? transport() : "");
  }

  private String transport() {
    return carriage == Carriage.UDP ? "?transport=udp" : "?transport=tcp";
  }
}
