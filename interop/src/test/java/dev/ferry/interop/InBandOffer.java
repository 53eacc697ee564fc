package dev.ferry.interop;

import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.Base64;
import javax.xml.stream.XMLStreamException;

/**
 * One offer of a raw client to a Ferry, over an in-band stream, step by step and with whatever lies
 * the row wants. For one thread.
 */
final class InBandOffer {
  private static final String IBB = "http://jabber.org/protocol/ibb";
  private static int numbered;

  private final RawClient client;
  private final String to;
  private final String sid;
  private int seq;

  InBandOffer(RawClient client, String to) {
    this.client = client;
    this.to = to;
    numbered++;
    this.sid = "offer-" + numbered;
  }

  /** The offer's payload; {@code file} is what stands in the {@code file} element. */
  String initiate(String file) {
    return jingle(
        "session-initiate",
        """
        <content creator='initiator' name='f' senders='initiator'>\
        <description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file>%s</file></description>\
        <transport xmlns='urn:xmpp:jingle:transports:ibb:1' block-size='4096' sid='%s'/></content>\
        """
            .formatted(file, sid));
  }

  String jingle(String action, String content) {
    return "<jingle xmlns='urn:xmpp:jingle:1' action='%s' sid='%s'>%s</jingle>"
        .formatted(action, sid, content);
  }

  /** Sends the offer; gives the answer to it. */
  Xml offer(String file) throws IOException, XMLStreamException {
    return client.ask(to, "set", initiate(file));
  }

  static String file(String name, String size) {
    return "<name>%s</name><size>%s</size>".formatted(name, size);
  }

  /** Waits until the Ferry does that in this session. */
  Xml await(String action) throws IOException, XMLStreamException {
    return client
        .await(
            action + " of " + sid,
            x ->
                x.children().stream()
                    .anyMatch(j ->
                        j.name().equals("jingle")
                            && j.attribute("sid").filter(sid::equals).isPresent()
                            && j.attribute("action").filter(action::equals).isPresent()))
        .children()
        .getFirst();
  }

  Xml open() throws IOException, XMLStreamException {
    return client.ask(
        to, "set", "<open xmlns='%s' sid='%s' block-size='4096' stanza='iq'/>".formatted(IBB, sid));
  }

  Xml data(byte[] bytes) throws IOException, XMLStreamException {
    String block = Base64.getEncoder().encodeToString(bytes);
    Xml reply =
        client.ask(
            to,
            "set",
            "<data xmlns='%s' sid='%s' seq='%d'>%s</data>".formatted(IBB, sid, seq, block));
    seq++;
    return reply;
  }

  Xml close() throws IOException, XMLStreamException {
    return client.ask(to, "set", "<close xmlns='%s' sid='%s'/>".formatted(IBB, sid));
  }

  Xml terminate(String reason) throws IOException, XMLStreamException {
    return client.ask(
        to, "set", jingle("session-terminate", "<reason><%s/></reason>".formatted(reason)));
  }

  /** Goes through the whole of it with these bytes, up to the last one. */
  void send(String file, byte[] bytes) throws IOException, XMLStreamException {
    offer(file);
    await("session-accept");
    open();
    if (bytes.length > 0) {
      data(bytes);
    }
  }
}
