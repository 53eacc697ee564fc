package dev.ferry.app.account;

import dev.ferry.Peer;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import dev.ferry.io.dht.DhtConfig;

/** As whom a device goes online, with all that is needed for it. */
public sealed interface Login {
  /** The account, as others know it. */
  Peer account();

  /**
   * By a server.
   *
   * @param with its password known
   */
  record Server(Account with) implements Login {
    @Override
    public Peer account() {
      return new Peer.Xmpp(with.jid().bare());
    }
  }

  /**
   * Without one.
   *
   * @param store whom the account knows
   * @param made the account, unlocked, and its device here
   * @param dht by which nodes it is found, and over which interfaces
   */
  record Alone(IdentityStore store, Made made, DhtConfig dht) implements Login {
    @Override
    public Peer account() {
      return Peer.Account.of(made.device().account());
    }
  }
}
