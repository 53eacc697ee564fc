package dev.ferry.port;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.Optional;
import javax.xml.namespace.QName;

/**
 * An authenticated XMPP stream, bound to a resource: stanzas go out and come in, in order.
 *
 * <p>{@link #send} may be called from any task; {@link #take} by one task at a time. The link
 * survives interruptions that XEP-0198 can heal without its user noticing anything but a delay.
 */
public interface StanzaLink extends AutoCloseable {
  /** The full JID that the server bound. */
  Jid self();

  /**
   * Sends one {@code iq}, {@code message} or {@code presence} of namespace {@code jabber:client}.
   *
   * @throws IOException when the link has ended for good; the message says why
   * @throws InterruptedException when it was not sent
   */
  void send(Xml stanza) throws IOException, InterruptedException;

  /**
   * Asks for IQ requests whose first child has this name; other requests are answered {@code
   * service-unavailable} by the link itself.
   */
  void serve(QName child);

  /**
   * Takes the next thing that happened on the link: results and errors of the IQs sent here, the IQ
   * requests served, messages, presences.
   *
   * @param deadline a value of {@link Tasks#now}
   * @return empty when the deadline came first
   */
  Optional<LinkEvent> take(long deadline) throws InterruptedException;

  /** Leaves the server; idempotent, never throws. */
  @Override
  void close();

  /** What comes out of a link. */
  sealed interface LinkEvent {
    /** A stanza, whole and unchanged. */
    record Received(Xml stanza) implements LinkEvent {}

    /** The connection to the server is lost; the link tries to resume it. */
    record Interrupted(String why) implements LinkEvent {}

    /** The stream was resumed (XEP-0198): same JID, nothing lost. */
    record Resumed() implements LinkEvent {}

    /** The link has ended for good, or came back as a new session; nothing follows. */
    record Lost(String why) implements LinkEvent {}
  }
}
