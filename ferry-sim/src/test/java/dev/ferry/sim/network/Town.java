package dev.ferry.sim.network;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Two hosts, and one connection from the first to the second. */
record Town(SimWorld world, Network alice, Network bob, ByteStream mine, ByteStream theirs) {
  static final long MILLI = 1_000_000;
  static final InetAddress BOB = InetAddress.ofLiteral("10.0.0.2");

  @FunctionalInterface
  interface Life {
    void live(Town town) throws Exception;
  }

  static Run in(Link link, Life life) {
    return SimWorld.run(
        11,
        world -> {
          Network alice = world.network().host("alice", "10.0.0.1", "fd00::1");
          Network bob = world.network().host("bob", "10.0.0.2");
          world.network().link("alice", "bob", link);
          try (Listener listener = bob.listen(new InetSocketAddress(BOB, 0));
              ByteStream mine = alice.connect(listener.address(), Tasks.NEVER);
              ByteStream theirs = listener.accept().stream()) {
            life.live(new Town(world, alice, bob, mine, theirs));
          }
        });
  }

  Tasks tasks() {
    return world.tasks();
  }

  SimNetwork network() {
    return world.network();
  }

  static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  static long readAll(ByteStream from) throws IOException, InterruptedException {
    ByteBuffer buffer = bytes(1 << 16);
    long all = 0;
    for (int n = 0; n >= 0; n = from.read(buffer.clear())) {
      all += n;
    }
    return all;
  }
}
