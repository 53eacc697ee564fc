package dev.ferry.assembly;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Encrypt;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.jingle.Patience;
import dev.ferry.negotiation.Paces;
import dev.ferry.port.OfferLog;
import dev.ferry.security.Envelope;
import dev.ferry.si.SiPatience;
import dev.ferry.si.SiSettings;
import dev.ferry.transport.Socks5Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a device behaves on XMPP.
 *
 * @param jingle limits and patience of its sessions
 * @param proxies SOCKS5 proxies known by hand, besides those the server names
 * @param log keeps what is offered, so that it can be asked for again
 * @param envelopes by which keys of sessions can be handed over
 * @param ice the help there is for connections through NATs; empty for none of them
 * @param paces how fast bytes may pass; without limits if not said
 * @param methods which encryptions to offer, and in which order; empty for all, the best first
 */
public record XmppSettings(
    JingleSettings jingle,
    List<Socks5Proxy> proxies,
    OfferLog log,
    List<Envelope.Kind> envelopes,
    List<Encryption> methods,
    Optional<IceHelp> ice,
    Optional<Paces> paces) {
  public XmppSettings {
    proxies = List.copyOf(proxies);
    envelopes = List.copyOf(envelopes);
    methods = List.copyOf(methods);
  }

  /** Of a device that keeps nothing of what it offers. */
  public XmppSettings(JingleSettings jingle, List<Socks5Proxy> proxies) {
    this(
        jingle, proxies, OfferLog.none(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  public static XmppSettings standard() {
    return new XmppSettings(JingleSettings.standard(), List.of());
  }

  public XmppSettings with(JingleSettings other) {
    return new XmppSettings(other, proxies, log, envelopes, methods, ice, paces);
  }

  public XmppSettings with(OfferLog other) {
    return new XmppSettings(jingle, proxies, other, envelopes, methods, ice, paces);
  }

  public XmppSettings with(Envelope.Kind another) {
    List<Envelope.Kind> all = new ArrayList<>(envelopes);
    all.add(another);
    return new XmppSettings(jingle, proxies, log, all, methods, ice, paces);
  }

  /** The same, offering these encryptions alone, in this order. */
  public XmppSettings encryptingWith(List<Encryption> order) {
    return new XmppSettings(jingle, proxies, log, envelopes, order, ice, paces);
  }

  /** The same, with connections through NATs. */
  public XmppSettings with(IceHelp help) {
    return new XmppSettings(jingle, proxies, log, envelopes, methods, Optional.of(help), paces);
  }

  /** The same, no faster than that. */
  public XmppSettings paced(Paces both) {
    return new XmppSettings(jingle, proxies, log, envelopes, methods, ice, Optional.of(both));
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
