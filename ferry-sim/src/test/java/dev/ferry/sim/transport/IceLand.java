package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.network.Link;
import dev.ferry.sim.turn.SimTurn;
import dev.ferry.sim.turn.TurnHabits;
import dev.ferry.transport.IceTcpTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Two devices in their neighbourhoods, and a server in the middle that relays. */
final class IceLand implements AutoCloseable {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  private static final StunServer SERVER =
      new StunServer(
          true,
          StunServer.Carriage.TCP,
          "198.51.100.10",
          3478,
          Optional.of(new Login("user", "pass")));

  private final TransportWorld world;
  private final SimTurn server;
  private final TransportBed bed;

  @FunctionalInterface
  interface Life {
    void live(IceLand land) throws Exception;
  }

  private IceLand(SimWorld sim, Neighbourhood one, Neighbourhood two, boolean relays)
      throws Exception {
    world = new TransportWorld(sim);
    world.network().usually(Link.WAN.withLatency(10 * MILLI));
    World middle = world.host("server", "198.51.100.10");
    server =
        SimTurn.start(
            middle,
            TurnHabits.USUAL,
            new InetSocketAddress(InetAddress.ofLiteral("198.51.100.10"), 3478));
    World here = world.host("pieter", one.address(1));
    World there = world.host("nora", two.address(2));
    one.around(world.network(), "pieter", 1);
    two.around(world.network(), "nora", 2);
    StunServer known =
        relays
            ? SERVER
            : StunServer.stun(SERVER.host(), SERVER.port()).withLogin(new Login("user", "pass"));
    TransportWorld.Kind kind =
        (_, _) -> new IceTcpTransport(_ -> List.of(known), TlsLayer.NONE, List.of());
    bed =
        new TransportBed(
            world.device(TransportWorld.ROMEO, here, kind),
            world.device(TransportWorld.JULIET, there, kind));
  }

  static Run run(long seed, Neighbourhood one, Neighbourhood two, boolean relays, Life life) {
    return SimWorld.run(
        seed,
        sim -> {
          try (var land = new IceLand(sim, one, two, relays)) {
            life.live(land);
          }
        });
  }

  static IceLand in(SimWorld sim, Neighbourhood one, Neighbourhood two) throws Exception {
    return new IceLand(sim, one, two, true);
  }

  TransportWorld world() {
    return world;
  }

  /** The way to the server takes this long from now on, in each direction. */
  void slowServer(long nanos) {
    for (String name : List.of("pieter", "nora")) {
      world.network().link(name, "server", Link.WAN.withLatency(nanos));
    }
  }

  TransportBed bed() {
    return bed;
  }

  Encounter encounter() {
    return new Encounter(bed);
  }

  /** Both connect, and bytes go both ways over the route expected. */
  void expect(Route route, Encounter encounter) throws Exception {
    List<Outcome> outcomes = encounter.meet(bed.soon());
    for (Outcome outcome : outcomes) {
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.carrier().orElseThrow().route()).isEqualTo(route);
    }
    carry(outcomes.get(0), outcomes.get(1));
    carry(outcomes.get(1), outcomes.get(0));
  }

  private void carry(Outcome from, Outcome to) throws Exception {
    byte[] bytes = Bytes.random(100_000);
    ByteStream out = from.carrier().orElseThrow().stream();
    TaskHandle sender =
        bed.tasks()
            .fork(
                "sender",
                () -> {
                  Bytes.write(out, bytes);
                  out.closeOutput();
                });
    assertThat(Bytes.readAll(to.carrier().orElseThrow().stream())).isEqualTo(bytes);
    sender.join();
    assertThat(sender.failure()).isEmpty();
  }

  @Override
  public void close() throws Exception {
    server.close();
    world.close();
  }
}
