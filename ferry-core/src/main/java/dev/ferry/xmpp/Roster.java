package dev.ferry.xmpp;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/**
 * The contacts of the account, as its server keeps them (RFC 6121 2). Asked for anew each time, so
 * that who was taken off the list a moment ago is no contact any more. Any task may call.
 */
public final class Roster {
  private static final String NAMESPACE = "jabber:iq:roster";

  private final IqRouter router;

  public Roster(IqRouter router) {
    this.router = router;
  }

  /**
   * Whether somebody is on the list; one's own account always is.
   *
   * @return false also when the server does not answer by the deadline
   */
  public boolean has(Jid whom, long deadline) throws InterruptedException {
    Jid account = router.self().bare();
    if (whom.bare().equals(account)) {
      return true;
    }
    Iq.Reply reply = router.request(account, Iq.Type.GET, Xml.of("query", NAMESPACE), deadline);
    return reply instanceof Iq.Reply.Result(Optional<Xml> payload)
        && payload.filter(query -> lists(query, whom.bare())).isPresent();
  }

  private static boolean lists(Xml query, Jid account) {
    return query.is("query", NAMESPACE)
        && query.all("item").stream()
            .flatMap(item -> item.attribute("jid").flatMap(Jid::parse).stream())
            .anyMatch(account::equals);
  }
}
