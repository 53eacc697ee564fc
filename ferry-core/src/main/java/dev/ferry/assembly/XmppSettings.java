package dev.ferry.assembly;

import dev.ferry.jingle.JingleSettings;
import dev.ferry.transport.Socks5Proxy;
import java.util.List;

/**
 * How a device behaves on XMPP.
 *
 * @param jingle limits and patience of its sessions
 * @param proxies SOCKS5 proxies known by hand, besides those the server names
 */
public record XmppSettings(JingleSettings jingle, List<Socks5Proxy> proxies) {
  public XmppSettings {
    proxies = List.copyOf(proxies);
  }

  public static XmppSettings standard() {
    return new XmppSettings(JingleSettings.standard(), List.of());
  }
}
