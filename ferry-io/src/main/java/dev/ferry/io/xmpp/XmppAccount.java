package dev.ferry.io.xmpp;

import dev.ferry.stanza.Jid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to sign in to an XMPP account.
 *
 * @param jid the account; with a resource, that resource is asked for, else the server chooses one
 * @param password asked once for each sign-in
 * @param server where the server is; empty to find it by the domain's SRV records (RFC 6120 3.2)
 * @param tls how TLS begins
 * @param trusted a file with the only certificates to trust, PEM or DER; empty for the system's
 * @param allowPlaintext whether to go on without TLS when the server has none
 */
public record XmppAccount(
    Jid jid,
    Password password,
    Optional<Server> server,
    Tls tls,
    Optional<Path> trusted,
    boolean allowPlaintext,
    Timeouts timeouts) {

  /** Where the password comes from: a prompt, a file, a key store. */
  @FunctionalInterface
  public interface Password {
    /**
     * @throws java.io.IOException when there is none; the message says what to do
     */
    String get() throws java.io.IOException;
  }

  /** A server's host (a name or a literal address) and port. */
  public record Server(String host, int port) {
    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /** How TLS begins. */
  public enum Tls {
    /** On the plain connection, before anything else is said (RFC 6120 5). */
    STARTTLS,
    /** With the first byte (XEP-0368). */
    DIRECT
  }

  /**
   * How long to wait.
   *
   * @param connect for one TCP connection
   * @param reply for each answer of the server while signing in
   * @param idle of silence before the server is asked whether it is still there; it then has the
   *     same time again to answer
   */
  public record Timeouts(Duration connect, Duration reply, Duration idle) {
    public static final Timeouts USUAL =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(45));
  }

  /** An account with STARTTLS, the system's certificates and a server found by its domain. */
  public static XmppAccount of(Jid jid, Password password) {
    return new XmppAccount(
        jid, password, Optional.empty(), Tls.STARTTLS, Optional.empty(), false, Timeouts.USUAL);
  }

  /** The same account; this resource is asked for. */
  public XmppAccount as(Jid full) {
    return new XmppAccount(full, password, server, tls, trusted, allowPlaintext, timeouts);
  }

  public XmppAccount at(String host, int port) {
    Optional<Server> there = Optional.of(new Server(host, port));
    return new XmppAccount(jid, password, there, tls, trusted, allowPlaintext, timeouts);
  }

  public XmppAccount withDirectTls() {
    return new XmppAccount(jid, password, server, Tls.DIRECT, trusted, allowPlaintext, timeouts);
  }

  public XmppAccount trusting(Path certificates) {
    return new XmppAccount(
        jid, password, server, tls, Optional.of(certificates), allowPlaintext, timeouts);
  }

  public XmppAccount allowingPlaintext() {
    return new XmppAccount(jid, password, server, tls, trusted, true, timeouts);
  }

  public XmppAccount withTimeouts(Timeouts other) {
    return new XmppAccount(jid, password, server, tls, trusted, allowPlaintext, other);
  }
}
