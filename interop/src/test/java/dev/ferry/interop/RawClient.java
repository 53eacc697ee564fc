package dev.ferry.interop;

import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XMPP client that says what it is told to, well-behaved or not. It acknowledges what it is
 * asked, keeps what it hears, and waits no longer than {@link #PATIENCE}. For one thread, besides
 * the one of its own that listens.
 */
final class RawClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SSLSocket socket;
  private final OutputStream out;
  private final List<Xml> unread = new ArrayList<>();
  private final BlockingQueue<Xml> heard = new LinkedBlockingQueue<>();
  private XMLStreamReader in;
  private int requests;

  private RawClient(SSLSocket socket) throws IOException, XMLStreamException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = open();
  }

  /** Signs in and becomes available. */
  static RawClient signIn(XmppServer server, String account) throws Exception {
    SSLSocket socket = (SSLSocket) trusting(server).getSocketFactory().createSocket();
    socket.connect(server.directTls(), (int) PATIENCE.toMillis());
    RawClient client = new RawClient(socket);
    String secret = "\0" + account + "\0" + XmppServer.PASSWORD;
    client.say(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
            .formatted(
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
    while (!client.next().name().equals("success")) {}
    client.in = client.open();
    Thread.ofVirtual().name("raw client").start(client::listen);
    client.ask(
        "",
        "set",
        "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>raw</resource></bind>");
    client.say("<presence/>");
    return client;
  }

  private static SSLContext trusting(XmppServer server)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(server.trusted())) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("server", certificate);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private XMLStreamReader open() throws IOException, XMLStreamException {
    say(
        "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");
    XMLStreamReader fresh =
        XMLInputFactory.newDefaultFactory().createXMLStreamReader(socket.getInputStream(), "UTF-8");
    while (fresh.next() != XMLStreamConstants.START_ELEMENT) {}
    return fresh;
  }

  /** Hears and acknowledges also while the row waits for something else. */
  private void listen() {
    try {
      while (true) {
        heard.add(next());
      }
    } catch (IOException | XMLStreamException over) {
      heard.add(Xml.of("over", "").withText(over.toString()));
    }
  }

  /** Writes text to the stream as it is. */
  void say(String xml) throws IOException {
    synchronized (out) {
      out.write(xml.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** Sends an IQ without waiting; gives its id. */
  String send(String to, String type, String payload) throws IOException {
    requests++;
    String id = "raw-" + requests;
    String address = to.isEmpty() ? "" : " to='" + to + "'";
    say("<iq id='%s' type='%s'%s>%s</iq>".formatted(id, type, address, payload));
    return id;
  }

  /** Sends an IQ and waits for its result or error. */
  Xml ask(String to, String type, String payload) throws IOException, InterruptedException {
    return reply(send(to, type, payload));
  }

  /** Waits for the result or error of a request. */
  Xml reply(String id) throws InterruptedException {
    return await(
        "reply to " + id,
        x ->
            x.name().equals("iq")
                && x.attribute("id").filter(id::equals).isPresent()
                && x.attribute("type")
                    .filter(t -> !t.equals("set") && !t.equals("get"))
                    .isPresent());
  }

  /** Waits for the first stanza of that kind that was not waited for before. */
  Xml await(String what, Predicate<Xml> wanted) throws InterruptedException {
    for (Xml old : unread) {
      if (wanted.test(old)) {
        unread.remove(old);
        return old;
      }
    }
    while (true) {
      Xml next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no " + what + " came; what came: " + unread);
      }
      if (wanted.test(next)) {
        return next;
      }
      unread.add(next);
    }
  }

  private Xml next() throws IOException, XMLStreamException {
    while (in.next() != XMLStreamConstants.START_ELEMENT) {}
    Xml stanza = element();
    boolean asked =
        stanza.name().equals("iq")
            && stanza.attribute("type").filter(t -> t.equals("set") || t.equals("get")).isPresent();
    if (asked) {
      say(
          "<iq type='result' id='%s' to='%s'/>"
              .formatted(stanza.attributes().get("id"), stanza.attributes().get("from")));
    }
    return stanza;
  }

  private Xml element() throws XMLStreamException {
    var attributes = new LinkedHashMap<String, String>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
    }
    Xml start = Xml.of(in.getLocalName(), in.getNamespaceURI(), attributes);
    List<Xml> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element());
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return start.with(children).withText(text.toString());
        }
        default -> {}
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
