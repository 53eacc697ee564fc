package dev.ferry.sim.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.server.StunDatagrams;
import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.NotStun;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests by datagrams are repeated with longer and longer pauses (RFC 8489 6.2.1). */
class StunDatagramsTest {
  private static final long MILLI = 1_000_000L;
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.10"), 3478);

  /** Asks a server that answers the request of that number; gives when requests came. */
  private static List<Long> ask(SimWorld sim, int answered, List<InetSocketAddress> told)
      throws Exception {
    World client = sim.host("client", "192.0.2.1");
    World server = sim.host("server", "198.51.100.10");
    List<Long> came = new ArrayList<>();
    try (TaskScope scope = new TaskScope(sim.tasks());
        DatagramPort there = server.network().datagrams(SERVER);
        DatagramPort here =
            client
                .network()
                .datagrams(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0))) {
      scope.fork("server", () -> serve(sim, there, answered, came));
      new StunDatagrams(client, here)
          .ask(SERVER, sim.tasks().in(60_000 * MILLI))
          .flatMap(StunDatagrams.Answer::mapped)
          .ifPresent(told::add);
    }
    return came;
  }

  private static void serve(SimWorld sim, DatagramPort port, int answered, List<Long> came)
      throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(1500);
    while (true) {
      Optional<InetSocketAddress> from = port.receive(into.clear(), Tasks.NEVER);
      came.add(sim.tasks().now() / (100 * MILLI));
      // What is no answer is passed over.
      port.send(from.orElseThrow(), ByteBuffer.wrap(new byte[] {1, 2, 3}));
      if (came.size() == answered) {
        switch (StunPacket.read(into.flip())) {
          case StunPacket packet ->
              port.send(
                  from.orElseThrow(),
                  ByteBuffer.wrap(
                      packet
                          .message()
                          .success()
                          .with(Attributes.XOR_MAPPED_ADDRESS, from.orElseThrow())
                          .encode()));
          case NotStun no -> throw new IOException(no.why());
        }
      }
    }
  }

  @Test
  void asksAgainUntilItIsAnswered() {
    SimWorld.underSeeds(
        5,
        sim -> {
          List<InetSocketAddress> told = new ArrayList<>();
          List<Long> came = ask(sim, 4, told);
          assertThat(came).containsExactly(0L, 5L, 15L, 35L);
          assertThat(told)
              .singleElement()
              .satisfies(at -> assertThat(at.getAddress().getHostAddress()).isEqualTo("192.0.2.1"));
        });
  }

  @Test
  void givesUpAfterSevenTimes() {
    SimWorld.underSeeds(
        5,
        sim -> {
          List<InetSocketAddress> told = new ArrayList<>();
          assertThat(ask(sim, 99, told)).hasSize(7);
          assertThat(told).isEmpty();
        });
  }
}
