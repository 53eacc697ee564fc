package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.Network;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.network.SimNetwork;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Transport;
import dev.ferry.xmpp.IqRouter;
import java.util.ArrayList;
import java.util.List;

/**
 * Two devices at one server, each with an IPv4 and an IPv6 address, and both routers running until
 * it is closed; then nothing may be left open.
 */
final class TransportWorld implements AutoCloseable {
  static final Jid ROMEO = Jid.of("pieter@quay.example/orchard");
  static final Jid JULIET = Jid.of("nora@quay.example/balcony");

  private static final long SECOND = 1_000_000_000L;

  private final SimWorld world;
  private final SimNetwork network;
  private final SimXmpp xmpp;
  private final List<TaskHandle> routers = new ArrayList<>();
  private final List<StanzaLink> links = new ArrayList<>();

  /** Makes the transport under test for one device. */
  @FunctionalInterface
  interface Kind {
    Transport make(World world, IqRouter router);
  }

  TransportWorld(SimWorld world) {
    this.world = world;
    this.network = new SimNetwork(world.tasks(), world::log);
    this.xmpp = new SimXmpp(world.tasks(), "quay.example", world::log);
    xmpp.latency(SECOND / 1000);
  }

  SimNetwork network() {
    return network;
  }

  SimXmpp xmpp() {
    return xmpp;
  }

  Tasks tasks() {
    return world.tasks();
  }

  /** A new host, and what a device on it needs. */
  World host(String name, String... addresses) {
    Network host = network.host(name, addresses);
    return new World(world.tasks(), host, world.random());
  }

  /** Logs in and routes from now on. */
  IqRouter login(Jid jid) {
    StanzaLink link = xmpp.connect(jid);
    links.add(link);
    var router = new IqRouter(world.tasks(), world.random(), link);
    routers.add(world.tasks().fork("router of " + jid, router::run));
    return router;
  }

  TransportBed.Device device(Jid jid, World host, Kind kind) {
    IqRouter router = login(jid);
    return new TransportBed.Device(host, router, kind.make(host, router));
  }

  TransportBed bed(Kind kind) {
    return bed(kind, kind);
  }

  TransportBed bed(Kind romeos, Kind juliets) {
    return new TransportBed(
        device(ROMEO, host("pieter", "192.0.2.1", "2001:db8::1"), romeos),
        device(JULIET, host("nora", "192.0.2.2", "2001:db8::2"), juliets));
  }

  @Override
  public void close() throws InterruptedException {
    // What is on its way still arrives, and finds nobody.
    world.tasks().sleep(SECOND);
    links.forEach(StanzaLink::close);
    routers.forEach(TaskHandle::interrupt);
    routers.forEach(TaskHandle::join);
    assertThat(network.open()).isEmpty();
  }
}
