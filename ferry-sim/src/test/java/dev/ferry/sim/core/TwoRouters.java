package dev.ferry.sim.core;

import dev.ferry.port.StanzaLink;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;

/** Two routers on one server, each run by a task of its own. */
record TwoRouters(
    SimWorld world, SimXmpp server, IqRouter alice, IqRouter bob, TaskHandle alicePump) {
  private static final int SEEDS = 100;
  static final long MILLI = 1_000_000;
  static final String URN = "urn:example";
  static final Xml QUESTION = Xml.of("ask", URN);
  static final Jid ALICE = Jid.of("alice@example.org/desk");
  static final Jid BOB = Jid.of("bob@example.org/phone");

  Tasks tasks() {
    return world.tasks();
  }

  Iq.Reply ask() throws InterruptedException {
    return alice.request(BOB, Iq.Type.SET, QUESTION, tasks().in(10_000 * MILLI));
  }

  @FunctionalInterface
  interface Life {
    void live(TwoRouters pair) throws Exception;
  }

  static void play(SimWorld world, Life life) throws Exception {
    SimXmpp server = new SimXmpp(world.tasks(), "example.org", world::log);
    server.latency(20 * MILLI);
    world.watch(server::open);
    StanzaLink aliceLink = server.connect(ALICE);
    StanzaLink bobLink = server.connect(BOB);
    IqRouter alice = new IqRouter(world.tasks(), world.random(), aliceLink);
    IqRouter bob = new IqRouter(world.tasks(), world.random(), bobLink);
    TaskHandle alicePump = world.tasks().fork("alice's router", alice::run);
    TaskHandle bobPump = world.tasks().fork("bob's router", bob::run);
    try {
      life.live(new TwoRouters(world, server, alice, bob, alicePump));
    } finally {
      aliceLink.close();
      bobLink.close();
      alicePump.join();
      bobPump.join();
    }
  }

  static void with(Life life) {
    SimWorld.underSeeds(SEEDS, world -> play(world, life));
  }
}
