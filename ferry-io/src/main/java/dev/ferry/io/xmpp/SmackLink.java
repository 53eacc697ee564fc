package dev.ferry.io.xmpp;

import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.xml.namespace.QName;

/**
 * An XMPP account's stream over Smack. Threads as {@link StanzaLink} promises.
 *
 * <p>When the connection breaks and the server can resume the session (XEP-0198), the link tries
 * to, by the rule of {@link Resumption}; what is sent meanwhile waits here, up to a bound, and is
 * delivered after it. A session that cannot be resumed is lost: the link does not sign in anew,
 * since whoever negotiates with a session's address must learn that it is gone. {@link SmackLinks}
 * opens another.
 */
public final class SmackLink implements StanzaLink {
  private static final long FAREWELL = Duration.ofSeconds(2).toNanos();
  private static final String CLOSED = "the link was closed here";

  private final Tasks tasks;
  private final TaskScope scope;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Reception reception;
  private final SignIn.Standing standing;
  private final Jid self;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SmackLink(
      Tasks tasks, Inbox inbox, Outbox outbox, Reception reception, SignIn.Standing standing) {
    this.tasks = tasks;
    this.scope = new TaskScope(tasks);
    this.inbox = inbox;
    this.outbox = outbox;
    this.reception = reception;
    this.standing = standing;
    this.self = Jid.of(standing.stream().getUser().toString());
  }

  /**
   * Signs in.
   *
   * @throws SignInException when that fails; the message says why and what to do
   */
  public static SmackLink open(XmppAccount account, Tasks tasks)
      throws SignInException, InterruptedException {
    Inbox inbox = new Inbox(tasks);
    Outbox outbox = new Outbox(tasks);
    Mailbox<String> breaks = new Mailbox<>(tasks, 64);
    Reception reception = new Reception(tasks, inbox, outbox, breaks);
    SignIn.Standing standing = SignIn.run(account, reception);
    SmackLink link = new SmackLink(tasks, inbox, outbox, reception, standing);
    Resumption resumption =
        new Resumption(tasks, account, standing.stream(), reception, inbox, outbox, breaks);
    outbox.open();
    link.scope.fork("xmpp sender of " + link.self, link::pump);
    link.scope.fork("xmpp keeper of " + link.self, resumption::run);
    return link;
  }

  @Override
  public Jid self() {
    return self;
  }

  /** Where the server is; whether that is loopback decides which interfaces are used. */
  public InetSocketAddress server() {
    return standing.server();
  }

  /** Whether what is said passes the network encrypted. */
  public boolean encrypted() {
    return standing.encrypted();
  }

  /** Whether another program took this link's resource; then it is lost. */
  boolean isReplaced() {
    return reception.isReplaced();
  }

  @Override
  public void send(Xml stanza) throws IOException, InterruptedException {
    outbox.put(new RawStanza(stanza));
  }

  @Override
  public void serve(QName child) {
    reception.serve(child);
  }

  @Override
  public Optional<LinkEvent> take(long deadline) throws InterruptedException {
    return inbox.take(deadline);
  }

  private void pump() throws InterruptedException {
    StanzaStream stream = standing.stream();
    Optional<Outbox.Next> next = outbox.next();
    while (next.isPresent()) {
      outbox.handingOver();
      if (stream.hand(next.get().stanza())) {
        outbox.handedOver(next.get());
      } else {
        outbox.refused(next.get());
      }
      next = outbox.next();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    outbox.drain(tasks.in(FAREWELL));
    outbox.lost(CLOSED);
    inbox.lost(CLOSED);
    reception.ended(CLOSED); // wakes the keeper
    scope.close();
    StanzaStream stream = standing.stream();
    stream.setReplyTimeout(Duration.ofNanos(FAREWELL).toMillis());
    if (stream.flows()) {
      stream.disconnect();
    } else {
      stream.instantShutdown();
    }
  }

  @Override
  public String toString() {
    return "link of " + self;
  }
}
