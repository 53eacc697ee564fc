package dev.ferry.io.xmpp;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.namespace.QName;

/**
 * Sorts what comes in, on the thread that reads the stream: to the inbox what somebody serves or
 * waits for, answered at once what nobody does (RFC 6120 8.2.3, 8.4), and pings (XEP-0199).
 */
final class Reception implements StanzaStream.Receiver {
  private static final System.Logger LOG = System.getLogger(Reception.class.getName());
  private static final QName PING = new QName("urn:xmpp:ping", "ping");
  private static final String OUR_PING = "ferry-alive-";

  private final Tasks tasks;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Mailbox<String> breaks;
  private final Set<QName> served = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastHeard;
  private volatile boolean replaced;

  Reception(Tasks tasks, Inbox inbox, Outbox outbox, Mailbox<String> breaks) {
    this.tasks = tasks;
    this.inbox = inbox;
    this.outbox = outbox;
    this.breaks = breaks;
    this.lastHeard = new AtomicLong(tasks.now());
  }

  void serve(QName child) {
    served.add(child);
  }

  /** When anything came from the server last, a value of {@link Tasks#now}. */
  long lastHeard() {
    return lastHeard.get();
  }

  void heardNow() {
    lastHeard.set(tasks.now());
  }

  /** A question to the server whose answer only shows that it is there. */
  static RawStanza ping(String domain, int number) {
    return new RawStanza(
        Xml.of("iq", Iq.NAMESPACE)
            .with("type", "get")
            .with("to", domain)
            .with("id", OUR_PING + number)
            .with(Xml.of(PING.getLocalPart(), PING.getNamespaceURI())));
  }

  @Override
  public void received(WholeStanza stanza) throws InterruptedException {
    heardNow();
    Xml element = stanza.element();
    String type = element.attribute("type").orElse("");
    if (!element.name().equals("iq")) {
      deliver(stanza);
    } else if (type.equals("get") || type.equals("set")) {
      request(stanza);
    } else if (!element.attribute("id").orElse("").startsWith(OUR_PING)) {
      deliver(stanza);
    }
  }

  private void request(WholeStanza stanza) throws InterruptedException {
    Xml request = stanza.element();
    if (!stanza.whole()) {
      refuse(request, StanzaError.of("modify", "policy-violation"));
      return;
    }
    if (request.children().size() != 1) {
      refuse(request, StanzaError.of("modify", "bad-request"));
      return;
    }
    Xml child = request.children().getFirst();
    QName name = new QName(child.namespace(), child.name());
    if (served.contains(name)) {
      deliver(stanza);
    } else if (name.equals(PING)) {
      outbox.offer(new RawStanza(answer(request, "result")));
    } else {
      refuse(request, StanzaError.of("cancel", "service-unavailable"));
    }
  }

  private void deliver(WholeStanza stanza) throws InterruptedException {
    if (!stanza.whole()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "dropped an oversized {0} from {1}",
          stanza.element().name(),
          stanza.element().attribute("from").orElse("the server"));
      return;
    }
    if (!inbox.received(stanza.element(), stanza.size())) {
      String why = "stanzas came in faster than they could be handled";
      inbox.lost(why);
      outbox.lost(why);
      throw new IllegalStateException(why);
    }
  }

  private void refuse(Xml request, StanzaError error) {
    outbox.offer(new RawStanza(answer(request, "error").with(error.toXml())));
  }

  private static Xml answer(Xml request, String type) {
    return Xml.of("iq", Iq.NAMESPACE)
        .with("type", type)
        .with("to", request.attribute("from"))
        .with("id", request.attribute("id"));
  }

  @Override
  public void done() {
    outbox.done();
  }

  @Override
  public void replaced() {
    replaced = true;
  }

  /** Whether another session took this one's place. */
  boolean isReplaced() {
    return replaced;
  }

  @Override
  public void ended(String why) {
    if (!breaks.post(why)) {
      LOG.log(System.Logger.Level.DEBUG, "one break more, not noted: {0}", why);
    }
  }
}
