package dev.ferry.openpgp;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.security.Envelope;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.key.SimPins;
import dev.ferry.sim.xmpp.PersonalNodes;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Pep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Accounts at one server, each with an OpenPGP key. */
final class Town implements AutoCloseable {
  static final Instant NOON = Instant.now();
  private static final long SECOND = 1_000_000_000L;

  private final SimWorld world;
  private final SimXmpp server;
  private final PersonalNodes nodes;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<TaskHandle> pumps = new ArrayList<>();
  private Instant now = NOON;

  /** An account, as its device sees itself and others. */
  record Resident(Jid jid, Envelope envelope, SimPins pins, Pep pep) {}

  /** What happens there. */
  @FunctionalInterface
  interface Life {
    void live(Town town) throws Exception;
  }

  private Town(SimWorld world) {
    this.world = world;
    this.server = new SimXmpp(world.tasks(), "example.org", world::log);
    this.nodes = server.keepNodes();
  }

  static void with(Life life) {
    SimWorld.underSeeds(
        2,
        world -> {
          try (Town town = new Town(world)) {
            life.live(town);
          }
        });
  }

  Resident settle(String name) throws InterruptedException {
    return settle(name, Keys.of(name), new SimPins(world.tasks()));
  }

  Resident settle(String name, OwnKey key, SimPins pins) throws InterruptedException {
    Jid jid = Jid.of(name + "@example.org/ferry");
    StanzaLink link = server.connect(jid);
    IqRouter router = new IqRouter(world.tasks(), world.random(), link);
    TaskScope scope = new TaskScope(world.tasks());
    open.add(link);
    open.add(scope);
    pumps.add(world.tasks().fork("router of " + name, router::run));
    Pep pep = new Pep(world.tasks(), router);
    var kind = new OpenPgp(key, pins, () -> now);
    Envelope envelope = kind.open(world.host(name, "192.0.2." + open.size()), router, pep, scope);
    world.tasks().sleep(SECOND);
    return new Resident(jid, envelope, pins, pep);
  }

  Tasks tasks() {
    return world.tasks();
  }

  PersonalNodes nodes() {
    return nodes;
  }

  SimXmpp server() {
    return server;
  }

  void itIs(Instant time) {
    now = time;
  }

  long soon() {
    return world.tasks().in(30 * SECOND);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    for (TaskHandle pump : pumps) {
      pump.join();
    }
  }
}
