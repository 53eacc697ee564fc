package dev.ferry.interop;

import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.Base64;

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
  private final int size;
  private int seq;

  InBandOffer(RawClient client, String to) {
    this.client = client;
    this.to = to;
    numbered++;
    this.sid = "offer-" + numbered;
    this.size = 1000 + numbered;
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
  Xml offer(String file) throws IOException, InterruptedException {
    return client.ask(to, "set", initiate(file));
  }

  /** A file of that name and of a size that no other offer has, which is how its end is known. */
  String file(String name) {
    return file(name, Integer.toString(size));
  }

  static String file(String name, String size) {
    return "<name>%s</name><size>%s</size>".formatted(name, size);
  }

  int size() {
    return size;
  }

  /** As many bytes as are announced. */
  byte[] content() {
    return new byte[size];
  }

  /** Waits until the Ferry does that in this session. */
  Xml await(String action) throws IOException, InterruptedException {
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

  Xml open() throws IOException, InterruptedException {
    return client.ask(
        to, "set", "<open xmlns='%s' sid='%s' block-size='4096' stanza='iq'/>".formatted(IBB, sid));
  }

  Xml data(byte[] bytes) throws IOException, InterruptedException {
    String block = Base64.getEncoder().encodeToString(bytes);
    Xml reply =
        client.ask(
            to,
            "set",
            "<data xmlns='%s' sid='%s' seq='%d'>%s</data>".formatted(IBB, sid, seq, block));
    seq++;
    return reply;
  }

  Xml close() throws IOException, InterruptedException {
    return client.ask(to, "set", "<close xmlns='%s' sid='%s'/>".formatted(IBB, sid));
  }

  Xml terminate(String reason) throws IOException, InterruptedException {
    return client.ask(
        to, "set", jingle("session-terminate", "<reason><%s/></reason>".formatted(reason)));
  }

  /** Goes through the whole of it with these bytes, up to the last one. */
  void send(String file, byte[] bytes) throws IOException, InterruptedException {
    offer(file);
    await("session-accept");
    open();
    if (bytes.length > 0) {
      data(bytes);
    }
  }
}
