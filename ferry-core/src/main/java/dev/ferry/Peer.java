package dev.ferry;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.DeviceId;
import dev.ferry.stanza.Jid;
import java.util.Optional;

/** Somebody who can be sent files. */
public sealed interface Peer {
  /** An XMPP account (bare JID) or one of its resources (full JID). */
  record Xmpp(Jid jid) implements Peer {
    @Override
    public String toString() {
      return jid.toString();
    }
  }

  /**
   * An account without a server, or one of its devices.
   *
   * @param id the digest of the account's key
   * @param device which of its devices; empty for all
   */
  record Account(AccountId id, Optional<DeviceId> device) implements Peer {
    /** All devices of an account. */
    public static Account of(AccountId id) {
      return new Account(id, Optional.empty());
    }

    /** 40 hexadecimal digits of the account, then a slash and those of the device, if it is one. */
    @Override
    public String toString() {
      return id + device.map(d -> "/" + d).orElse("");
    }
  }
}
