package dev.ferry.transport;

import dev.ferry.stanza.Jid;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A place where a SOCKS5 server waits for the other side (XEP-0260 2.2). Immutable.
 *
 * @param cid names the candidate within its session
 * @param host an address or a host name, as the peer wrote it
 * @param jid who runs the server: the peer itself, or the proxy to be activated
 * @param port 1 to 65535
 * @param priority zero or more; higher is tried first
 */
public record Socks5Candidate(String cid, String host, Jid jid, int port, int priority, Type type) {

  /** How a candidate is reached, with the preference that XEP-0260 suggests. */
  public enum Type {
    DIRECT(126),
    ASSISTED(120),
    TUNNEL(110),
    PROXY(10);

    private final int preference;

    Type(int preference) {
      this.preference = preference;
    }

    /** The type's name on the wire. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Type> read(String wire) {
      return Arrays.stream(values()).filter(t -> t.wire().equals(wire)).findFirst();
    }

    /**
     * The priority of a candidate of this type.
     *
     * @param local rates candidates of one type, 0 to 65535
     */
    public int priority(int local) {
      return (preference << 16) + Math.clamp(local, 0, 0xFFFF);
    }
  }
}
