package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.negotiation.Portion;
import dev.ferry.security.Security;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Transport;
import java.util.Optional;

/** The work before a session's offer or answer can be sent: it may look things up and wait. */
@FunctionalInterface
interface Preparation {
  /**
   * Prepares; runs on a task of its own.
   *
   * @throws Impossible when the session cannot go on, with the reason to end
   */
  Ready prepare() throws Impossible, InterruptedException;

  /**
   * What is needed to go on.
   *
   * @param peer the very resource to talk to
   * @param transport the attempt, with our element
   * @param ladder what may be tried after it
   * @param checksumDue whether the peer, as sender, is known to give digests later
   * @param wanted what our yes asks for; the whole when this is an offer of ours
   * @param security what protects the bytes
   * @param described the file as our offer or answer describes it, when that is known only now
   */
  record Ready(
      Jid peer,
      Transport.Negotiation transport,
      TransportLadder ladder,
      boolean checksumDue,
      Portion wanted,
      Security security,
      Optional<Description.File> described) {
    Ready(
        Jid peer,
        Transport.Negotiation transport,
        TransportLadder ladder,
        boolean checksumDue,
        Portion wanted,
        Security security) {
      this(peer, transport, ladder, checksumDue, wanted, security, Optional.empty());
    }

    Ready describing(Description.File file) {
      return new Ready(peer, transport, ladder, checksumDue, wanted, security, Optional.of(file));
    }
  }

  /** The session cannot go on. */
  final class Impossible extends Exception {
    private static final long serialVersionUID = 1;

    private final transient EndReason reason;

    Impossible(EndReason reason) {
      super(reason.toString());
      this.reason = reason;
    }

    EndReason reason() {
      return reason;
    }
  }
}
