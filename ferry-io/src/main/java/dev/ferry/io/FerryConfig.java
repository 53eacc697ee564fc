package dev.ferry.io;

import dev.ferry.assembly.XmppSettings;
import dev.ferry.io.key.KeyFile;
import dev.ferry.io.key.PinFile;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.xmpp.XmppAccount;
import dev.ferry.port.Keyring;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a device needs to open.
 *
 * @param account how to sign in
 * @param interfaces where to listen and what to offer to peers
 * @param settings limits, patience, proxies
 * @param keyring who this device is and whom it knows; without it nothing is encrypted
 */
public record FerryConfig(
    XmppAccount account, Interfaces interfaces, XmppSettings settings, Optional<Keyring> keyring) {
  /** An account with the usual settings on every interface, without keys. */
  public static FerryConfig of(XmppAccount account) {
    return new FerryConfig(account, Interfaces.all(), XmppSettings.standard(), Optional.empty());
  }

  public FerryConfig on(Interfaces some) {
    return new FerryConfig(account, some, settings, keyring);
  }

  public FerryConfig with(XmppSettings other) {
    return new FerryConfig(account, interfaces, other, keyring);
  }

  /**
   * With the keys of a folder, which is what encryption needs.
   *
   * @param folder only its owner may use it; made when it does not exist
   */
  public FerryConfig keysIn(Path folder) {
    Keyring keys = new Keyring(new KeyFile(folder), new PinFile(folder));
    return new FerryConfig(account, interfaces, settings, Optional.of(keys));
  }
}
