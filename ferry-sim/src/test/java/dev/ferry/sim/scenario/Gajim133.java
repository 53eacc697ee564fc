package dev.ferry.sim.scenario;

import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.security.Fingerprint;
import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsStream;
import dev.ferry.sim.key.SimIdentity;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import dev.ferry.transport.Socks5Handshake;
import dev.ferry.xmpp.IqRouter;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Gajim 1.3.3 as its captured streams show it, with a certificate of its own: XTLS on direct
 * connections, TLS below SOCKS5, no certificate from the side that connects, everything else in
 * clear. The caller's task plays what a session does, step by step.
 */
final class Gajim133 implements AutoCloseable {
  static final String KEYS = "urn:xmpp:pubkey:2";
  private static final String JINGLE = "urn:xmpp:jingle:1";
  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String S5B = "urn:xmpp:jingle:transports:s5b:1";
  private static final String ADDRESS = "192.0.2.133";
  private static final int PORT = 28011;

  private final Place place;
  private final World world;
  private final IqRouter router;
  private final TaskScope scope;
  private final Mailbox<Xml> jingle;
  private final SimIdentity own = SimIdentity.named("carol");
  private final TlsEngines engines = TlsEngines.of(own.credentials());
  private final Listener listener;
  private final List<String> heard = new ArrayList<>();

  Gajim133(Place place) throws Exception {
    this.place = place;
    this.world = place.world().host("gajim", ADDRESS);
    this.scope = new TaskScope(place.tasks());
    this.jingle = new Mailbox<>(place.tasks(), 64);
    var link = scope.own(place.server().connect(Place.jid("gajim")));
    this.router = new IqRouter(place.tasks(), world.random(), link);
    this.listener = scope.own(world.network().listen(at(ADDRESS, PORT)));
    router.serve("query", INFO, this::features);
    router.serve("pubkeys", KEYS, this::handOut);
    router.serve("jingle", JINGLE, this::hear);
    scope.fork("gajim", router::run);
    router.send(Xml.of("presence", Iq.NAMESPACE));
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  Jid jid() {
    return Place.jid("gajim");
  }

  String fingerprint() {
    return Fingerprint.of(own.credentials().certificate()).text();
  }

  /** What it was asked and told, in order: {@code pubkeys} or the action. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  private void features(Iq request) {
    Xml query = Xml.of("query", INFO);
    for (String feature :
        List.of(
            JINGLE,
            "urn:xmpp:jingle:apps:file-transfer:5",
            "urn:xmpp:jingle:security:xtls:0",
            S5B,
            "urn:xmpp:jingle:transports:ibb:1",
            "urn:xmpp:hashes:2")) {
      query = query.with(Xml.of("feature", INFO).with("var", feature));
    }
    router.answer(request.result(query));
  }

  private void handOut(Iq request) {
    heard.add("pubkeys");
    try {
      byte[] bytes = own.credentials().certificate().getEncoded();
      String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n";
      Xml info =
          Xml.of("keyinfo", KEYS)
              .with(Xml.of("name", KEYS).withText("CertificateHash"))
              .with(Xml.of("x509cert", KEYS).withText(lines));
      router.answer(request.result(Xml.of("pubkeys", KEYS).with(info)));
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void hear(Iq request) {
    heard.add(request.payload().attribute("action").orElse(""));
    router.answer(request.result());
    jingle.post(request.payload());
  }

  /** The next Jingle element with that action; others are of no interest. */
  Xml await(String action) throws InterruptedException {
    while (true) {
      Xml next =
          jingle
              .take(place.soon())
              .orElseThrow(() -> new AssertionError("gajim heard no " + action));
      if (next.attribute("action").filter(action::equals).isPresent()) {
        return next;
      }
    }
  }

  /** Says something; it is acknowledged. */
  void say(Jid to, String element) throws InterruptedException {
    Xml payload = XmlText.read(element).orElseThrow();
    router.request(to, Iq.Type.SET, payload, place.soon());
  }

  /** Asks for a certificate and reads it as Gajim does: the text between two lines of PEM. */
  X509Certificate certificateOf(Jid whom) throws Exception {
    Iq.Reply reply = router.request(whom, Iq.Type.GET, Xml.of("pubkeys", KEYS), place.soon());
    Optional<String> text =
        reply instanceof Iq.Reply.Result(Optional<Xml> payload)
            ? payload.flatMap(p -> p.child("keyinfo")).flatMap(i -> i.childText("x509cert"))
            : Optional.empty();
    String pem =
        "-----BEGIN CERTIFICATE-----\n" + text.orElseThrow() + "-----END CERTIFICATE-----\n";
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes("US-ASCII")));
  }

  String security() {
    return """
    <security xmlns="urn:xmpp:jingle:security:xtls:0"><fingerprint>%s</fingerprint>\
    <method name="x509"/></security>\
    """
        .formatted(fingerprint());
  }

  /** Its transport element, with its one candidate. */
  String transport(String sid) {
    return """
    <transport xmlns="%s" sid="%s"><candidate cid="ad963a09" host="%s" jid="%s" port="%d" \
    priority="8257536" type="direct"/></transport>\
    """
        .formatted(S5B, sid, ADDRESS, jid(), PORT);
  }

  /** Its transport element without any candidate. */
  static String noTransport(String sid) {
    return "<transport xmlns=\"%s\" sid=\"%s\"/>".formatted(S5B, sid);
  }

  /** A transport-info. */
  void inform(Jid to, String session, String content, String sid, String note)
      throws InterruptedException {
    say(
        to,
        """
        <jingle xmlns="%s" action="transport-info" sid="%s">\
        <content creator="initiator" name="%s">\
        <transport xmlns="%s" sid="%s">%s</transport></content></jingle>\
        """
            .formatted(JINGLE, session, content, S5B, sid, note));
  }

  /** Takes a connection: TLS, then SOCKS5 in it. */
  ByteStream accept(String destination) throws Exception {
    ByteStream raw = scope.own(listener.accept().stream());
    TlsStream stream = TlsStream.over(raw, engines.server(false));
    Socks5Handshake.asServer(stream, destination::equals);
    return stream;
  }

  /** Connects to a candidate: TLS, whose certificate must be that one, then SOCKS5 in it. */
  ByteStream dial(Xml candidate, X509Certificate expected, String destination) throws Exception {
    String host = candidate.attribute("host").orElseThrow();
    int port = Integer.parseInt(candidate.attribute("port").orElseThrow());
    ByteStream raw = scope.own(world.network().connect(at(host, port), place.soon()));
    TlsStream stream = TlsStream.over(raw, engines.client());
    if (!stream.peerCertificate().orElseThrow().equals(expected)) {
      throw new AssertionError("gajim reached somebody else");
    }
    Socks5Handshake.asClient(stream, destination);
    return stream;
  }

  /** Reads so many bytes. */
  static byte[] read(ByteStream from, int size) throws Exception {
    ByteBuffer all = ByteBuffer.allocate(size);
    while (all.hasRemaining() && from.read(all) >= 0) {}
    return java.util.Arrays.copyOf(all.array(), all.position());
  }

  Tasks tasks() {
    return place.tasks();
  }

  @Override
  public void close() {
    scope.close();
  }
}
