package dev.ferry.sim.xmpp;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;

/** What the server answers for itself and for the accounts it has (XEP-0030, XEP-0199). */
final class ServerAnswers {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final String ITEMS = "http://jabber.org/protocol/disco#items";
  private static final String PING = "urn:xmpp:ping";

  private ServerAnswers() {}

  static Xml forServer(Iq request, List<Jid> components) {
    Xml payload = request.payload();
    if (payload.is("query", INFO)) {
      return request.result(info("server", "im", INFO, ITEMS, PING));
    }
    if (payload.is("query", ITEMS)) {
      List<Xml> items =
          components.stream().map(c -> Xml.of("item", ITEMS).with("jid", c.toString())).toList();
      return request.result(Xml.of("query", ITEMS).with(items));
    }
    return payload.is("ping", PING) ? request.result() : unavailable(request);
  }

  static Xml forAccount(Iq request) {
    Xml payload = request.payload();
    if (payload.is("query", INFO)) {
      return request.result(info("account", "registered", INFO));
    }
    return payload.is("query", ITEMS)
        ? request.result(Xml.of("query", ITEMS))
        : unavailable(request);
  }

  static Xml unavailable(Iq request) {
    return request.refusal(StanzaError.of("cancel", "service-unavailable"));
  }

  /** A disco#info answer with one identity. */
  static Xml info(String category, String type, String... features) {
    Xml identity = Xml.of("identity", INFO).with("category", category).with("type", type);
    return Xml.of("query", INFO)
        .with(identity)
        .with(List.of(features).stream().map(f -> Xml.of("feature", INFO).with("var", f)).toList());
  }
}
