package dev.ferry.sim.scenario;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;

/**
 * A client that knows only the old file transfer, played by a script: it answers service discovery;
 * what else it answers, or whether it does, the script says.
 */
final class OldClient implements AutoCloseable {
  static final String SI = "http://jabber.org/protocol/si";
  static final String PROFILE = "http://jabber.org/protocol/si/profile/file-transfer";
  static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
  static final String IBB = "http://jabber.org/protocol/ibb";
  private static final String INFO = "http://jabber.org/protocol/disco#info";

  private final StanzaLink link;
  private final TaskScope scope;
  private final Script script;
  private final List<Xml> replies = new ArrayList<>();
  private final Tasks tasks;
  private final dev.ferry.port.Monitor monitor;
  private int said;

  /** What it answers to a request; empty when it says nothing. */
  @FunctionalInterface
  interface Script {
    Optional<Xml> heard(OldClient self, Iq request) throws Exception;
  }

  OldClient(Place place, String name, Script script) throws Exception {
    this(place, Place.jid(name), script);
  }

  OldClient(Place place, Jid jid, Script script) throws Exception {
    this.link = place.server().connect(jid);
    this.tasks = place.tasks();
    this.monitor = tasks.monitor();
    this.scope = new TaskScope(tasks);
    this.script = script;
    scope.own(link);
    link.serve(new QName(INFO, "query"));
    link.serve(new QName(SI, "si"));
    link.serve(new QName(BYTESTREAMS, "query"));
    for (String element : List.of("open", "data", "close")) {
      link.serve(new QName(IBB, element));
    }
    link.send(Xml.of("presence", Iq.NAMESPACE));
    scope.fork("client " + jid, this::live);
  }

  Jid jid() {
    return link.self();
  }

  private void live() throws Exception {
    while (true) {
      Optional<LinkEvent> event = link.take(Tasks.NEVER);
      if (event.isPresent() && event.get() instanceof LinkEvent.Received(Xml stanza)) {
        Optional<Iq> request = Iq.read(stanza, link.self().bare());
        if (request.isEmpty()) {
          monitor.change(() -> replies.add(stanza));
        } else if (request.get().payload().is("query", INFO)) {
          link.send(request.get().result(features()));
        } else {
          Optional<Xml> answer = script.heard(this, request.get());
          if (answer.isPresent()) {
            link.send(answer.get());
          }
        }
      }
    }
  }

  private static Xml features() {
    Xml query = Xml.of("query", INFO);
    // Jingle for calls, as libpurple has it.
    for (String feature : List.of("urn:xmpp:jingle:1", SI, PROFILE, BYTESTREAMS, IBB)) {
      query = query.with(Xml.of("feature", INFO).with("var", feature));
    }
    return query;
  }

  /** Asks something and waits for the answer. */
  Xml ask(Jid to, String payload) throws Exception {
    String id = say(to, payload);
    List<Xml> found = new ArrayList<>(1);
    boolean answered =
        monitor.await(
            () ->
                replies.stream()
                    .filter(r -> r.attribute("id").filter(id::equals).isPresent())
                    .findFirst()
                    .filter(found::add)
                    .isPresent(),
            tasks.in(1000 * Place.SECOND));
    if (!answered) {
      throw new AssertionError("no answer to " + payload);
    }
    return found.getFirst();
  }

  /** Asks something and does not wait; answers the request's id. */
  String say(Jid to, String payload) throws Exception {
    Xml element = XmlText.read(payload).orElseThrow();
    said++;
    String id = "old" + said;
    link.send(new Iq(to, id, Iq.Type.SET, element).toXml());
    return id;
  }

  /** An offer as libpurple writes it. */
  static String offer(String id, String file) {
    return """
    <si xmlns="%s" id="%s" profile="%s"><file xmlns="%s" %s/><feature
    xmlns="http://jabber.org/protocol/feature-neg"><x xmlns="jabber:x:data" type="form"><field
    var="stream-method" type="list-single"><option><value>%s</value></option><option>
    <value>%s</value></option></field></x></feature></si>\
    """
        .formatted(SI, id, PROFILE, PROFILE, file, BYTESTREAMS, IBB);
  }

  /** A yes to an offer. */
  static Xml yes(Iq offer, String method, String inside) {
    return offer.result(
        XmlText.read(
                """
                <si xmlns="%s">%s<feature xmlns="http://jabber.org/protocol/feature-neg"><x
                xmlns="jabber:x:data" type="submit"><field var="stream-method"><value>%s</value>
                </field></x></feature></si>\
                """
                    .formatted(SI, inside, method))
            .orElseThrow());
  }

  @Override
  public void close() {
    scope.close();
  }
}
