package dev.ferry.sim.xmpp;

import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.Optional;
import javax.xml.namespace.QName;

/** A server with two clients, each of whom serves requests named {@code ask}. */
record TwoClients(SimWorld world, SimXmpp server, StanzaLink alice, StanzaLink bob) {
  static final long MILLI = 1_000_000;
  static final Jid ALICE = Jid.of("alice@example.org/desk");
  static final Jid BOB = Jid.of("bob@example.org/phone");
  static final Jid SERVER = Jid.of("example.org");
  static final String URN = "urn:example";
  private static final int SEEDS = 20;

  @FunctionalInterface
  interface Life {
    void live(TwoClients place) throws Exception;
  }

  static void with(Life life) {
    SimWorld.underSeeds(SEEDS, world -> play(world, life));
  }

  private static void play(SimWorld world, Life life) throws Exception {
    SimXmpp server = new SimXmpp(world.tasks(), "example.org", world::log);
    world.watch(server::open);
    try (StanzaLink alice = server.connect(ALICE);
        StanzaLink bob = server.connect(BOB)) {
      alice.serve(new QName(URN, "ask"));
      bob.serve(new QName(URN, "ask"));
      life.live(new TwoClients(world, server, alice, bob));
    }
  }

  Tasks tasks() {
    return world.tasks();
  }

  Optional<LinkEvent> next(StanzaLink link) throws InterruptedException {
    return link.take(tasks().in(1000 * MILLI));
  }

  Xml stanza(StanzaLink link) throws InterruptedException {
    return next(link)
        .filter(LinkEvent.Received.class::isInstance)
        .map(e -> ((LinkEvent.Received) e).stanza())
        .orElseThrow(() -> new AssertionError(link.self() + " got no stanza"));
  }

  static Xml ask(Jid to, String id) {
    return new Iq(to, id, Iq.Type.SET, Xml.of("ask", URN)).toXml();
  }

  static Xml message(Jid to, String words) {
    return Xml.of("message", Iq.NAMESPACE)
        .with("to", to.toString())
        .with(Xml.of("body", Iq.NAMESPACE).withText(words));
  }

  static String from(Xml stanza) {
    return stanza.attribute("from").orElse("");
  }
}
