package dev.ferry.app.account;

import dev.ferry.Peer;
import dev.ferry.identity.AccountId;
import dev.ferry.stanza.Jid;
import java.util.Optional;

/** Accounts of all kinds as people type them and as notes keep them. */
public final class PeerWords {
  private PeerWords() {}

  /** Reads an account: 40 hexadecimal digits, or an XMPP address; empty when it is neither. */
  public static Optional<Peer> read(String text) {
    Optional<Peer> account = AccountId.parse(text).map(Peer.Account::of);
    return account.isPresent() ? account : Jid.parse(text).map(Peer.Xmpp::new);
  }

  /** The account that somebody is, or that a device of theirs is of. */
  public static Peer accountOf(Peer peer) {
    return switch (peer) {
      case Peer.Xmpp(Jid jid) -> new Peer.Xmpp(jid.bare());
      case Peer.Account(AccountId id, var _) -> Peer.Account.of(id);
    };
  }
}
