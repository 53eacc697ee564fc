package dev.ferry.sim.xmpp;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.StanzaLink;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Caps;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Presences;
import java.util.List;
import java.util.TreeSet;

/** A device that is online: it follows presence, and discovers and is discovered. */
public record Talker(Jid jid, IqRouter router, Presences presences, Disco disco) {
  public static final String NODE = "urn:example:harbour";

  /** What happens among talkers. */
  @FunctionalInterface
  public interface Life {
    void live(Place place) throws Exception;
  }

  /** A server with nobody online yet. */
  public record Place(SimWorld world, SimXmpp server, TaskScope scope) {
    public Talker join(Jid jid) {
      StanzaLink link = scope.own(server.connect(jid));
      IqRouter router = new IqRouter(world.tasks(), world.random(), link);
      Presences presences = new Presences(world.tasks(), router);
      Disco disco = new Disco(world.tasks(), router, presences);
      scope.fork("router of " + jid, router::run);
      return new Talker(jid, router, presences, disco);
    }

    public long in(long seconds) {
      return world.tasks().in(seconds * 1_000_000_000L);
    }

    public void pass(long seconds) throws InterruptedException {
      world.tasks().sleep(seconds * 1_000_000_000L);
    }

    /** How often something was asked of somebody. */
    public long asked(String jid, String namespace) {
      return server.passages().stream()
          .filter(p -> p.isTo(jid) && p.stanza().attribute("type").orElse("").equals("get"))
          .filter(p -> p.stanza().children().getFirst().namespace().equals(namespace))
          .count();
    }
  }

  /** Runs a scenario under several seeds. */
  public static void with(Life life) {
    for (long seed = 0; seed < 10; seed++) {
      SimWorld.run(
              seed,
              world -> {
                SimXmpp server = new SimXmpp(world.tasks(), "example.org", world::log);
                try (TaskScope scope = new TaskScope(world.tasks())) {
                  life.live(new Place(world, server, scope));
                }
              })
          .check();
    }
  }

  public static DiscoInfo info(String... features) {
    return new DiscoInfo(
        List.of(new DiscoInfo.Identity("client", "console", "", "Harbour")),
        new TreeSet<>(List.of(features)));
  }

  /** Answers to discovery and shows itself with capabilities that are true. */
  public Talker serving(String... features) throws InterruptedException {
    Caps caps = Caps.of(NODE, info(features));
    disco.serve(info(features), caps);
    show(0, caps);
    return this;
  }

  public void show(int priority, Caps caps) throws InterruptedException {
    router.send(
        presence()
            .with(Xml.of("priority", Iq.NAMESPACE).withText(Integer.toString(priority)))
            .with(caps.toXml()));
  }

  public void show(int priority) throws InterruptedException {
    router.send(
        presence().with(Xml.of("priority", Iq.NAMESPACE).withText(Integer.toString(priority))));
  }

  public void leave() throws InterruptedException {
    router.send(presence().with("type", "unavailable"));
  }

  private static Xml presence() {
    return Xml.of("presence", Iq.NAMESPACE);
  }
}
