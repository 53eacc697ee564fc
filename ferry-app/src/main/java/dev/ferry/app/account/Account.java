package dev.ferry.app.account;

import dev.ferry.stanza.Jid;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An XMPP account as it is kept on this device.
 *
 * @param jid the bare address
 * @param password empty when it is to be asked for each time
 * @param server {@code HOST:PORT} instead of what DNS says
 * @param certificate a file with the only certificates to trust
 * @param plaintext whether a stream without TLS is allowed
 */
public record Account(
    Jid jid,
    Optional<String> password,
    Optional<String> server,
    Optional<Path> certificate,
    boolean plaintext) {

  public Account withPassword(String secret) {
    return new Account(jid, Optional.of(secret), server, certificate, plaintext);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "Account[" + jid + "]";
  }
}
