package dev.ferry.assembly;

import dev.ferry.Encrypt;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.jingle.Patience;
import dev.ferry.port.OfferLog;
import dev.ferry.si.SiPatience;
import dev.ferry.si.SiSettings;
import dev.ferry.transport.Socks5Proxy;
import java.util.List;

/**
 * How a device behaves on XMPP.
 *
 * @param jingle limits and patience of its sessions
 * @param proxies SOCKS5 proxies known by hand, besides those the server names
 * @param log keeps what is offered, so that it can be asked for again
 */
public record XmppSettings(JingleSettings jingle, List<Socks5Proxy> proxies, OfferLog log) {
  public XmppSettings {
    proxies = List.copyOf(proxies);
  }

  /** Of a device that keeps nothing of what it offers. */
  public XmppSettings(JingleSettings jingle, List<Socks5Proxy> proxies) {
    this(jingle, proxies, OfferLog.none());
  }

  public static XmppSettings standard() {
    return new XmppSettings(JingleSettings.standard(), List.of());
  }

  public XmppSettings with(JingleSettings other) {
    return new XmppSettings(other, proxies, log);
  }

  public XmppSettings with(OfferLog other) {
    return new XmppSettings(jingle, proxies, other);
  }

  /** Whether files are taken by the old protocol, which cannot encrypt. */
  boolean takesOldOffers() {
    return jingle.incomingEncrypt() != Encrypt.REQUIRED;
  }

  /** The old file transfer keeps to the limits of the new one, as far as it has the same. */
  SiSettings si() {
    Patience patience = jingle.patience();
    return new SiSettings(
        SiPatience.standard()
            .offer(patience.offer())
            .connect(patience.connect())
            .bytes(patience.firstByte(), patience.stall(), patience.confirmation()),
        takesOldOffers() ? jingle.incomingVia() : List.of(),
        jingle.sessionsPerPeer(),
        jingle.sessions());
  }
}
