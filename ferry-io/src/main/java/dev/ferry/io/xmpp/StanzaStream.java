package dev.ferry.io.xmpp;

import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.SmackException.OutgoingQueueFullException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.TopLevelStreamElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * Smack's connection, reduced to the stream: stanzas pass it as whole values on the thread that
 * reads, so nothing is lost or reordered, and no handler of Smack's sees them. Only the answers to
 * resource binding go Smack's own way.
 */
class StanzaStream extends XMPPTCPConnection {
  /** Takes what comes in, on the thread that reads the stream. */
  interface Receiver {
    void received(WholeStanza stanza) throws InterruptedException;

    /** A stanza sent here was acknowledged, or written where there is no acknowledgement. */
    void done();

    /** The connection has ended; it may be resumable. */
    void ended(String why);

    /** The server has put this session out for another of the same resource. */
    void replaced();
  }

  static {
    SmackXmlParser.setXmlPullParserFactory(StreamParser::of);
    // What matters reaches the user as exceptions and events; traces beside it only confuse.
    Logger chatter = Logger.getLogger("org.jivesoftware");
    if (chatter.getLevel() == null) {
      chatter.setLevel(Level.OFF);
    }
    QUIET = chatter;
    SmackConfiguration.getVersion();
  }

  /** Held, because the logging system forgets the level of a logger that nobody holds. */
  @SuppressWarnings("unused")
  private static final Logger QUIET;

  private final Receiver receiver;
  private final AtomicInteger unasked = new AtomicInteger();
  private volatile boolean bound;

  StanzaStream(XMPPTCPConnectionConfiguration configuration, Receiver receiver) {
    super(configuration);
    this.receiver = receiver;
    setUseStreamManagement(true);
    setUseStreamManagementResumption(true);
    addRequestAckPredicate(this::queued);
    addStanzaAcknowledgedListener(_ -> receiver.done());
    addConnectionListener(
        new ConnectionListener() {
          @Override
          public void connectionClosed() {
            receiver.ended("the server has ended the stream");
          }

          @Override
          public void connectionClosedOnError(Exception e) {
            if (Reasons.isReplaced(e)) {
              receiver.replaced();
            }
            receiver.ended(Reasons.of(e));
          }
        });
  }

  /** Hands a stanza to the stream's writer without waiting; answers false when it cannot. */
  boolean hand(RawStanza stanza) {
    try {
      sendNonBlockingInternal(stanza);
      return true;
    } catch (NotConnectedException | OutgoingQueueFullException broken) {
      // What failed may be the question for its acknowledgement, which follows the stanza.
      return stanza.isQueued();
    }
  }

  /**
   * Smack asks this of each stanza its queue has just taken: whether to ask the server for an
   * acknowledgement after it. Yes after messages, and after every fifth other stanza.
   */
  private boolean queued(Stanza stanza) {
    if (stanza instanceof RawStanza ours) {
      ours.tookIntoQueue();
    }
    boolean ask = stanza.getElementName().equals("message") || unasked.incrementAndGet() >= 5;
    if (ask) {
      unasked.set(0);
    }
    return ask;
  }

  /** Whether stanzas can flow: signed in, and not waiting to be resumed. */
  boolean flows() {
    return isAuthenticated();
  }

  @Override
  protected String onStreamOpen(XmlPullParser parser) {
    if (parser instanceof StreamParser ours) {
      ours.wholeStanzas();
    }
    return super.onStreamOpen(parser);
  }

  @Override
  protected void parseAndProcessStanza(XmlPullParser parser) throws InterruptedException {
    WholeStanza stanza = ((StreamParser) parser).stanza();
    if (!bound && isAnswer(stanza.element())) {
      processStanza(parsed(stanza.element()));
    } else {
      receiver.received(stanza);
    }
  }

  private static boolean isAnswer(Xml stanza) {
    String type = stanza.attribute("type").orElse("");
    return stanza.name().equals("iq") && (type.equals("result") || type.equals("error"));
  }

  private Stanza parsed(Xml stanza) {
    try {
      XmlPullParser again = PacketParserUtils.getParserFor(stanza.toString());
      return PacketParserUtils.parseStanza(again, XmlEnvironment.EMPTY, getJxmppContext());
    } catch (XmlPullParserException | SmackParsingException | IOException e) {
      throw new IllegalStateException("unreadable answer to resource binding: " + stanza, e);
    }
  }

  /** Binds once: a session that cannot be resumed is not replaced by another unawares. */
  @Override
  protected Resourcepart bindResourceAndEstablishSession(Resourcepart resource)
      throws SmackException, InterruptedException, XMPPException {
    if (bound) {
      throw new Reasons.SessionGone();
    }
    Resourcepart given = super.bindResourceAndEstablishSession(resource);
    bound = true;
    return given;
  }

  @Override
  protected void firePacketSendingListeners(TopLevelStreamElement sent) {
    if (sent instanceof RawStanza && !isSmEnabled()) {
      receiver.done();
    }
  }
}
