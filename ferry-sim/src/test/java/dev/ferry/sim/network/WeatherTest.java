package dev.ferry.sim.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.DatagramPort;
import dev.ferry.port.Network;
import dev.ferry.sim.SimWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datagrams get lost, come late and are too large, as the weather has it. */
class WeatherTest {
  private static final long MILLI = 1_000_000;

  /** Sends a hundred datagrams, numbered by their first byte; answers what came, in order. */
  private static List<Integer> arrivedOf100(Weather weather, int size) {
    List<Integer> arrived = new ArrayList<>();
    SimWorld.run(
            3,
            world -> {
              Network alice = world.network().host("alice", "10.0.0.1");
              Network bob = world.network().host("bob", "10.0.0.2");
              world.network().weather(weather);
              InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 0);
              InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 0);
              try (DatagramPort from = alice.datagrams(any);
                  DatagramPort to = bob.datagrams(at)) {
                for (int i = 0; i < 100; i++) {
                  from.send(to.address(), ByteBuffer.allocate(size).put(0, (byte) i));
                }
                ByteBuffer got = ByteBuffer.allocate(size);
                long deadline = world.tasks().in(1000 * MILLI);
                while (to.receive(got.clear(), deadline).isPresent()) {
                  arrived.add((int) got.get(0));
                }
              }
            })
        .check();
    return arrived;
  }

  @Test
  void inFairWeatherAllArriveInOrder() {
    assertThat(arrivedOf100(Weather.FAIR, 10)).hasSize(100).isSorted();
  }

  @Test
  void someGetLost() {
    assertThat(arrivedOf100(Weather.FAIR.losing(300), 10)).hasSizeBetween(50, 90).isSorted();
  }

  @Test
  void whatIsLateIsOvertaken() {
    assertThat(arrivedOf100(Weather.FAIR.late(50 * MILLI), 10))
        .hasSize(100)
        .isNotEqualTo(arrivedOf100(Weather.FAIR, 10));
  }

  @Test
  void whatIsTooLargeNeverArrives() {
    assertThat(arrivedOf100(Weather.FAIR.withMtu(1400), 1400)).hasSize(100);
    assertThat(arrivedOf100(Weather.FAIR.withMtu(1400), 1401)).isEmpty();
  }
}
