package dev.ferry;

import dev.ferry.stanza.Jid;

/** Somebody who can be sent files. */
public sealed interface Peer {
  /** An XMPP account (bare JID) or one of its resources (full JID). */
  record Xmpp(Jid jid) implements Peer {
    @Override
    public String toString() {
      return jid.toString();
    }
  }
}
