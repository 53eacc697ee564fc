package dev.ferry.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.SimulationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What goes wrong in this network goes wrong as it does in real ones. */
class SimNetworkTest {
  private static final long MILLI = 1_000_000;
  private static final InetAddress BOB = InetAddress.ofLiteral("10.0.0.2");

  /** Two hosts, and one connection from the first to the second. */
  private record Town(
      SimWorld world, Network alice, Network bob, ByteStream mine, ByteStream theirs) {
    Tasks tasks() {
      return world.tasks();
    }

    SimNetwork network() {
      return world.network();
    }
  }

  @FunctionalInterface
  private interface Life {
    void live(Town town) throws Exception;
  }

  private static Run in(Link link, Life life) {
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

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  private static long readAll(ByteStream from) throws IOException, InterruptedException {
    ByteBuffer buffer = bytes(1 << 16);
    long all = 0;
    for (int n = 0; n >= 0; n = from.read(buffer.clear())) {
      all += n;
    }
    return all;
  }

  @Test
  void connectingTakesOneRoundTrip() {
    Run run = in(Link.LAN.withLatency(30 * MILLI), town -> {});
    assertThat(run.check().nanos()).isEqualTo(60 * MILLI);
  }

  @Test
  void bytesTakeTheLatencyAndTheirShareOfTheLine() {
    in(
            new Link(10 * MILLI, 1_000_000, 1 << 20),
            town -> {
              long before = town.tasks().now();
              town.mine().write(bytes(50_000));
              town.mine().closeOutput();
              assertThat(readAll(town.theirs())).isEqualTo(50_000);
              assertThat(town.tasks().now() - before).isEqualTo(10 * MILLI + 50 * MILLI);
            })
        .check();
  }

  @Test
  void aWriterWaitsWhenTheBufferIsFull() {
    in(
            new Link(MILLI, 1_000_000_000, 1000),
            town -> {
              TaskHandle writer = town.tasks().fork("writer", () -> town.mine().write(bytes(1001)));
              town.tasks().sleep(1000 * MILLI);
              assertThat(writer.done()).isFalse();
              town.theirs().read(bytes(1));
              writer.join();
              assertThat(writer.failure()).isEmpty();
            })
        .check();
  }

  @Test
  void nobodyAtAnAddressNeverAnswers() {
    in(
            Link.LAN,
            town -> {
              var nobody = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80);
              long deadline = town.tasks().in(3000 * MILLI);
              assertThatThrownBy(() -> town.alice().connect(nobody, deadline))
                  .isInstanceOf(IOException.class)
                  .hasMessageContaining("192.0.2.1:80")
                  .hasMessageContaining("no answer");
              assertThat(town.tasks().now()).isEqualTo(deadline);
            })
        .check();
  }

  @Test
  void aHostBehindAFirewallCanOnlyConnectOut() {
    in(
            Link.LAN,
            town -> {
              town.network().block("alice", "bob");
              try (Listener atBob = town.bob().listen(new InetSocketAddress(BOB, 0));
                  Listener atAlice = town.alice().listen(at("10.0.0.1", 0))) {
                assertThatThrownBy(
                        () -> town.alice().connect(atBob.address(), town.tasks().in(MILLI * 100)))
                    .hasMessageContaining("no answer");
                town.bob().connect(atAlice.address(), Tasks.NEVER).close();
                atAlice.accept().stream().close();
                town.network().unblock("alice", "bob");
                town.alice().connect(atBob.address(), Tasks.NEVER).close();
              }
            })
        .check();
  }

  private static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  @Test
  void aConnectWithoutDeadlineToNobodyIsStuckByName() {
    Run run = in(Link.LAN, town -> town.alice().connect(at("192.0.2.1", 80), Tasks.NEVER));
    assertThat(run.failure()).containsInstanceOf(SimulationFailure.class);
    assertThat(run.failure().orElseThrow()).hasMessageContaining("Dial.travel");
  }

  @Test
  void aHostReachesItselfAtLoopback() {
    in(
            Link.LAN,
            town -> {
              try (Listener own = town.alice().listen(at("127.0.0.1", 0));
                  ByteStream client = town.alice().connect(own.address(), Tasks.NEVER);
                  ByteStream server = own.accept().stream()) {
                server.write(bytes(1));
                assertThat(client.read(bytes(1))).isEqualTo(1);
                assertThatThrownBy(
                        () -> town.bob().connect(own.address(), town.tasks().in(MILLI * 100)))
                    .hasMessageContaining("refused");
              }
            })
        .check();
  }

  @Test
  void aHostWithoutAnAddressOfTheFamilyCannotConnect() {
    in(
            Link.LAN,
            town ->
                assertThatThrownBy(() -> town.bob().connect(at("fd00::1", 1), Tasks.NEVER))
                    .hasMessageContaining("[fd00:0:0:0:0:0:0:1]:1")
                    .hasMessageContaining("family"))
        .check();
  }

  @Test
  void aListenerAtTheWildcardHearsAllAddresses() {
    in(
            Link.LAN,
            town -> {
              try (Listener all = town.alice().listen(at("::", 0))) {
                int port = all.address().getPort();
                town.bob().connect(at("10.0.0.1", port), Tasks.NEVER).close();
                all.accept().stream().close();
                assertThatThrownBy(() -> town.alice().listen(at("10.0.0.1", port)))
                    .hasMessageContaining("in use");
              }
            })
        .check();
  }

  @Test
  void namesAreLookedUpInTheTable() {
    in(
            Link.LAN,
            town -> {
              town.network().name("bob.example", "10.0.0.2", "fd00::2");
              assertThat(town.alice().resolve("bob.example"))
                  .containsExactly(BOB, InetAddress.ofLiteral("fd00::2"));
              assertThatThrownBy(() -> town.alice().resolve("eve.example"))
                  .hasMessageContaining("eve.example");
            })
        .check();
  }

  @Test
  void aResetBreaksBothSides() {
    in(
            Link.LAN,
            town -> {
              TaskHandle reader = town.tasks().fork("reader", () -> town.theirs().read(bytes(1)));
              town.network().fault("alice", "bob", Fault.RESET);
              reader.join();
              assertThat(reader.failure().orElseThrow()).hasMessageContaining("reset");
              assertThatThrownBy(() -> town.mine().write(bytes(1)))
                  .isInstanceOf(IOException.class)
                  .hasMessageContaining("reset");
            })
        .check();
  }

  @Test
  void aResetStrikesAfterSoManyBytes() {
    in(
            Link.LAN,
            town -> {
              town.network().faultAfter("alice", "bob", 100_000, Fault.RESET);
              TaskHandle writer =
                  town.tasks().fork("writer", () -> town.mine().write(bytes(1 << 20)));
              assertThatThrownBy(() -> readAll(town.theirs())).hasMessageContaining("reset");
              writer.join();
              assertThat(writer.failure()).containsInstanceOf(IOException.class);
            })
        .check();
  }

  @Test
  void silenceIsNoticedByNobody() {
    in(
            Link.LAN,
            town -> {
              town.mine().write(bytes(10));
              town.tasks().sleep(MILLI);
              town.network().fault("bob", "alice", Fault.SILENCE);
              town.mine().write(bytes(10));
              assertThat(town.theirs().read(bytes(100))).isEqualTo(10);
              TaskHandle reader = town.tasks().fork("reader", () -> town.theirs().read(bytes(1)));
              town.tasks().sleep(3_600_000 * MILLI);
              assertThat(reader.done()).isFalse();
              town.theirs().close();
              reader.join();
            })
        .check();
  }

  @Test
  void whatWasLostInSilenceArrivesWhenTheLineHeals() {
    in(
            Link.LAN,
            town -> {
              town.network().fault("alice", "bob", Fault.SILENCE);
              town.mine().write(bytes(10));
              town.mine().closeOutput();
              town.tasks().sleep(1000 * MILLI);
              town.network().heal("alice", "bob");
              assertThat(readAll(town.theirs())).isEqualTo(10);
            })
        .check();
  }

  @Test
  void closingWithBytesUnreadResetsThePeer() {
    in(
            Link.LAN,
            town -> {
              town.theirs().write(bytes(5));
              town.mine().write(bytes(10));
              town.tasks().sleep(100 * MILLI);
              town.theirs().close();
              assertThat(town.mine().read(bytes(10))).isEqualTo(5);
              assertThatThrownBy(() -> town.mine().read(bytes(10))).hasMessageContaining("reset");
            })
        .check();
  }

  @Test
  void bytesToAPeerThatHasClosedAreAnsweredByAReset() {
    in(
            Link.LAN.withLatency(20 * MILLI),
            town -> {
              town.theirs().close();
              assertThat(town.mine().read(bytes(1))).isEqualTo(-1);
              town.mine().write(bytes(1));
              town.mine().write(bytes(1));
              town.tasks().sleep(40 * MILLI);
              assertThatThrownBy(() -> town.mine().write(bytes(1))).hasMessageContaining("reset");
            })
        .check();
  }

  @Test
  void connectionsNobodyAcceptedAreResetWhenTheListenerCloses() {
    in(
            Link.LAN,
            town -> {
              Listener listener = town.bob().listen(new InetSocketAddress(BOB, 0));
              try (ByteStream waiting = town.alice().connect(listener.address(), Tasks.NEVER)) {
                listener.close();
                assertThatThrownBy(() -> waiting.read(bytes(1))).hasMessageContaining("reset");
              }
            })
        .check();
  }

  @Test
  void tellsWhatIsStillOpen() {
    in(
            Link.LAN,
            town -> {
              assertThat(town.network().open())
                  .hasSize(3)
                  .anyMatch(o -> o.startsWith("stream alice 10.0.0.1:"))
                  .anyMatch(o -> o.startsWith("stream bob 10.0.0.2:"))
                  .anyMatch(o -> o.startsWith("listener at 10.0.0.2:"));
              town.mine().close();
              assertThat(town.network().open()).hasSize(2);
            })
        .check();
  }
}
