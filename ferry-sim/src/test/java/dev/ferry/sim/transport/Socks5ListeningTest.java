package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.Socks5Answer.SECOND;
import static dev.ferry.sim.transport.Socks5Answer.SID;
import static dev.ferry.sim.transport.Socks5Answer.at;
import static dev.ferry.sim.transport.Socks5Answer.destination;
import static dev.ferry.sim.transport.Socks5Answer.note;
import static dev.ferry.sim.transport.Socks5Answer.run;
import static dev.ferry.sim.transport.TransportWorld.JULIET;
import static dev.ferry.sim.transport.TransportWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.ByteStream;
import dev.ferry.sim.transport.Socks5Answer.Scene;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Socks5Handshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is let in where we wait for the peer, and for how long. */
class Socks5ListeningTest {
  @Test
  void keepsTheFirstThatKnowsTheDestinationAndTurnsTheOthersAway() {
    run(scene -> {
      List<ByteStream> idle = new ArrayList<>();
      try (var attempt = scene.answer()) {
        for (int i = 0; i < 20; i++) {
          idle.add(scene.knock(attempt));
        }
        ByteStream stranger = scene.knock(attempt);
        idle.add(stranger);
        assertThat(turnedAway(stranger)).isTrue();
        ByteStream peer = scene.knock(attempt);
        idle.add(peer);
        Socks5Handshake.asClient(peer, destination());
        attempt.informed(note("candidate-used", scene.cid(attempt)));
        Carrier carrier = attempt.connect(scene.world().tasks().in(20 * SECOND));
        peer.write(ByteBuffer.wrap(new byte[] {7}));
        ByteBuffer into = ByteBuffer.allocate(1);
        carrier.stream().read(into);
        assertThat(into.get(0)).isEqualTo((byte) 7);
        carrier.stream().close();
      } catch (NoCarrier none) {
        throw new AssertionError(none);
      }
      idle.forEach(ByteStream::close);
    });
  }

  private static boolean turnedAway(ByteStream stranger) throws InterruptedException {
    try {
      Socks5Handshake.asClient(stranger, "ab".repeat(20));
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void knowsClientsThatHashTheJidsTheOtherWayRound() {
    run(scene -> {
      try (var attempt = scene.answer();
          ByteStream peer = scene.knock(attempt)) {
        Socks5Handshake.asClient(
            peer, Socks5Handshake.destination(SID, JULIET.toString(), ROMEO.toString()));
        attempt.informed(note("candidate-used", scene.cid(attempt)));
        attempt.connect(scene.world().tasks().in(20 * SECOND)).stream().close();
      } catch (NoCarrier none) {
        throw new AssertionError(none);
      }
    });
  }

  @Test
  void listensNoLongerThanItMust() {
    run(scene -> {
      var attempt = scene.answer();
      InetSocketAddress at = scene.offered(attempt);
      try (ByteStream peer = scene.knock(attempt)) {
        Socks5Handshake.asClient(peer, destination());
        assertThat(isRefused(scene, at)).isTrue();
      }
      attempt.close();
      assertThat(isRefused(scene, at)).isTrue();
    });
  }

  private static boolean isRefused(Scene scene, InetSocketAddress at) throws InterruptedException {
    try {
      scene.theirs().network().connect(at, scene.world().tasks().in(SECOND)).close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void closesAConnectionThatIsNotNominated() {
    run(scene -> {
      try (var attempt = scene.answer();
          ByteStream peer = scene.knock(attempt)) {
        Socks5Handshake.asClient(peer, destination());
        attempt.informed(note("candidate-error", ""));
        assertThat(scene.attemptsOf(attempt)).isNotEmpty();
        assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    });
  }
}
