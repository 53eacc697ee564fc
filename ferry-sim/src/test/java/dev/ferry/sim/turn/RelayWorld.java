package dev.ferry.sim.turn;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.turn.Relay;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A server, a client of it and a peer that is none, each with both families. */
record RelayWorld(SimWorld sim, World client, World other, World server) {
  static final long SECOND = 1_000_000_000L;
  static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");
  static final InetAddress PEER6 = InetAddress.ofLiteral("2001:db8::2");
  static final InetAddress SERVER = InetAddress.ofLiteral("198.51.100.10");
  private static final int PORT = 3478;

  /** A scenario, with the server running. */
  interface Story {
    void play(RelayWorld world) throws Exception;
  }

  static SimWorld.Scenario with(TurnHabits habits, Story story) {
    return sim -> {
      RelayWorld world =
          new RelayWorld(
              sim,
              sim.host("client", "192.0.2.1", "2001:db8::1"),
              sim.host("peer", "192.0.2.2", "2001:db8::2"),
              sim.host("server", "198.51.100.10", "2001:db8:f::10"));
      InetSocketAddress at = new InetSocketAddress(SERVER, PORT);
      InetSocketAddress at6 = new InetSocketAddress(InetAddress.ofLiteral("2001:db8:f::10"), PORT);
      sim.network().name("relay.example", "198.51.100.10", "2001:db8:f::10");
      try (SimTurn server = SimTurn.start(world.server, habits, at, at6)) {
        story.play(world);
      }
    };
  }

  static void play(TurnHabits habits, Story story) {
    SimWorld.underSeeds(5, with(habits, story));
  }

  static void play(Story story) {
    play(TurnHabits.USUAL, story);
  }

  long soon() {
    return sim.tasks().in(40 * SECOND);
  }

  static StunServer server(String user, String password) {
    return new StunServer(
        true, Carriage.TCP, "relay.example", PORT, Optional.of(new Login(user, password)));
  }

  Relay relay() throws IOException, InterruptedException {
    return relay(client, AddressFamily.IPV4);
  }

  Relay relay(World host, AddressFamily family) throws IOException, InterruptedException {
    return Relay.open(host, TlsLayer.NONE, server("user", "pass"), family, soon());
  }

  static void say(ByteStream to, String text) throws IOException, InterruptedException {
    to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String hear(ByteStream from, int count) throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(count);
    while (into.hasRemaining() && from.read(into) >= 0) {
      // Until all has come, or nothing more does.
    }
    return new String(into.array(), 0, into.position(), StandardCharsets.UTF_8);
  }
}
