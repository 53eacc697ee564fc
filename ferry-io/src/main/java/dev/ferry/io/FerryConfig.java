package dev.ferry.io;

import dev.ferry.assembly.XmppSettings;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.xmpp.XmppAccount;

/**
 * What a device needs to open.
 *
 * @param account how to sign in
 * @param interfaces where to listen and what to offer to peers
 * @param settings limits, patience, proxies
 */
public record FerryConfig(XmppAccount account, Interfaces interfaces, XmppSettings settings) {
  /** An account with the usual settings on every interface. */
  public static FerryConfig of(XmppAccount account) {
    return new FerryConfig(account, Interfaces.all(), XmppSettings.standard());
  }

  public FerryConfig on(Interfaces some) {
    return new FerryConfig(account, some, settings);
  }

  public FerryConfig with(XmppSettings other) {
    return new FerryConfig(account, interfaces, other);
  }
}
