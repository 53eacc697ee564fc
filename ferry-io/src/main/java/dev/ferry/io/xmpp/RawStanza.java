package dev.ferry.io.xmpp;

import dev.ferry.stanza.Xml;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.XmlEnvironment;

/** A stanza of ours as Smack carries it: text to be written, counted and resent by XEP-0198. */
final class RawStanza extends Stanza {
  private final String element;
  private final String text;
  private volatile boolean queued;

  RawStanza(Xml stanza) {
    this.element = stanza.name();
    this.text = stanza.toString();
  }

  @Override
  public String getElementName() {
    return element;
  }

  /** The stream's queue has taken it, and will write it or hand it to the resumed stream. */
  void tookIntoQueue() {
    queued = true;
  }

  boolean isQueued() {
    return queued;
  }

  int length() {
    return text.length();
  }

  @Override
  public String toXML(XmlEnvironment enclosing) {
    return text;
  }

  @Override
  public String toString() {
    return element + " of " + text.length() + " characters";
  }
}
