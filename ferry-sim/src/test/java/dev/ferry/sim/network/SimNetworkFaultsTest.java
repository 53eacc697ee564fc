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
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** What goes wrong in this network goes wrong as it does in real ones. */
class SimNetworkFaultsTest {
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
}
