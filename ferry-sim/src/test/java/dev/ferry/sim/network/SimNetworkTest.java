package dev.ferry.sim.network;

import static dev.ferry.sim.network.Town.BOB;
import static dev.ferry.sim.network.Town.MILLI;
import static dev.ferry.sim.network.Town.bytes;
import static dev.ferry.sim.network.Town.in;
import static dev.ferry.sim.network.Town.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimulationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Distance, rate and reach are as in real networks. */
class SimNetworkTest {
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
