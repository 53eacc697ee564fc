package dev.ferry.io;

import dev.ferry.assembly.AccountSettings;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import dev.ferry.io.dht.DhtConfig;

/**
 * What a device of an account without a server needs to open.
 *
 * @param store keeps whom the account knows
 * @param account it, and its device here
 * @param dht by which nodes others find it, and over which interfaces it listens and connects; what
 *     a node remembers is used by one program at a time
 * @param settings limits, servers, who is told
 */
public record AccountConfig(
    IdentityStore store, Made account, DhtConfig dht, AccountSettings settings) {
  /** With the public DHT, on every interface. */
  public static AccountConfig of(IdentityStore store, Made account) {
    return new AccountConfig(store, account, DhtConfig.standard(), AccountSettings.standard());
  }

  public AccountConfig with(DhtConfig other) {
    return new AccountConfig(store, account, other, settings);
  }

  public AccountConfig with(AccountSettings other) {
    return new AccountConfig(store, account, dht, other);
  }
}
