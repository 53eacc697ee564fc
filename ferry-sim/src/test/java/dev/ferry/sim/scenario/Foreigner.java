package dev.ferry.sim.scenario;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * A client of another make, played by a script: it acknowledges every request and answers service
 * discovery; what else it does, the script says for each Jingle or in-band request.
 */
final class Foreigner implements AutoCloseable {
  static final String JINGLE = "urn:xmpp:jingle:1";
  static final String IBB = "http://jabber.org/protocol/ibb";
  static final String JINGLEPUB = "urn:xmpp:jinglepub:1";
  private static final String INFO = "http://jabber.org/protocol/disco#info";

  private final StanzaLink link;
  private final TaskScope scope;
  private final Script script;
  private final List<String> more;
  private int said;
  private Optional<Xml> answer = Optional.empty();

  /** What it does after it has acknowledged a request. */
  @FunctionalInterface
  interface Script {
    void heard(Foreigner self, Xml payload) throws Exception;

    /** What the acknowledgement of a request says. */
    default Xml result(Iq request) {
      return request.result();
    }
  }

  Foreigner(Place place, String name, Script script, String... more) throws Exception {
    this.more = List.of(more);
    this.link = place.server().connect(Place.jid(name));
    this.scope = new TaskScope(place.tasks());
    this.script = script;
    scope.own(link);
    link.serve(new QName(INFO, "query"));
    link.serve(new QName(JINGLE, "jingle"));
    link.serve(new QName(IBB, "open"));
    link.serve(new QName(IBB, "data"));
    link.serve(new QName(IBB, "close"));
    link.serve(new QName(JINGLEPUB, "start"));
    link.send(Xml.of("presence", Iq.NAMESPACE));
    scope.fork("client " + name, this::live);
  }

  Jid jid() {
    return link.self();
  }

  private void live() throws Exception {
    while (true) {
      Optional<LinkEvent> event = link.take(Tasks.NEVER);
      if (event.isPresent() && event.get() instanceof LinkEvent.Received(Xml stanza)) {
        if (!Set.of("get", "set").contains(stanza.attribute("type").orElse(""))) {
          answer = Optional.of(stanza);
        }
        Optional<Iq> request = Iq.read(stanza, link.self().bare());
        if (request.isPresent()) {
          answer(request.get());
        }
      }
    }
  }

  private void answer(Iq request) throws Exception {
    if (request.payload().is("query", INFO)) {
      link.send(request.result(features()));
      return;
    }
    link.send(script.result(request));
    script.heard(this, request.payload());
  }

  private Xml features() {
    Xml query = Xml.of("query", INFO);
    for (String feature :
        new String[] {
          JINGLE, "urn:xmpp:jingle:apps:file-transfer:5", "urn:xmpp:jingle:transports:ibb:1"
        }) {
      query = query.with(Xml.of("feature", INFO).with("var", feature));
    }
    for (String feature : more) {
      query = query.with(Xml.of("feature", INFO).with("var", feature));
    }
    return query;
  }

  /** Says something of its own. */
  void say(Jid to, String payload) throws Exception {
    Xml element = XmlText.read(payload).orElseThrow();
    said++;
    link.send(new Iq(to, "f" + said, Iq.Type.SET, element).toXml());
  }

  /** Sends a stanza of its own. */
  void send(String stanza) throws Exception {
    link.send(XmlText.read(stanza).orElseThrow());
  }

  /** Asks something; see {@link #lastAnswer}. */
  void ask(Jid to, String payload) throws Exception {
    Xml element = XmlText.read(payload).orElseThrow();
    said++;
    link.send(new Iq(to, "f" + said, Iq.Type.GET, element).toXml());
  }

  /** The last answer to anything it said. */
  Optional<Xml> lastAnswer() {
    return answer;
  }

  @Override
  public void close() {
    scope.close();
  }
}
