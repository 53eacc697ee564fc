package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.Socks5Answer.SECOND;
import static dev.ferry.sim.transport.Socks5Answer.SID;
import static dev.ferry.sim.transport.Socks5Answer.at;
import static dev.ferry.sim.transport.Socks5Answer.note;
import static dev.ferry.sim.transport.Socks5Answer.run;
import static dev.ferry.sim.transport.TransportWorld.JULIET;
import static dev.ferry.sim.transport.TransportWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Socks5Candidate;
import dev.ferry.transport.Socks5Handshake;
import dev.ferry.transport.Socks5Message;
import dev.ferry.transport.Socks5Transport;
import dev.ferry.transport.Socks5Wire;
import dev.ferry.transport.TransportContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is connected to, and what is believed, of a peer that says and does what it likes. */
class Socks5HostileTest {
  @Test
  void connectsToNoneOfItsOwnServicesAndTriesNoMoreThanThirtyTwoPlaces() {
    run(scene -> {
      World victim = scene.world().host("victim", "192.0.2.66");
      int[] visits = {0};
      Listener ssh =
          victim.network().listen(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.66"), 22));
      TaskHandle counting =
          scene
              .world()
              .tasks()
              .fork(
                  "victim",
                  () -> {
                    while (true) {
                      ssh.accept().stream().close();
                      visits[0]++;
                    }
                  });
      List<Socks5Candidate> many = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        switch (i % 5) {
          case 0 -> many.add(at("127.0.0." + i % 200, 22, i));
          case 1 -> many.add(at("::ffff:127.0.0.1", 1 + i, i));
          case 2 -> many.add(at("169.254.169.254", 80 + i, i));
          case 3 -> many.add(at("192.0.2.66", 22, i));
          default -> many.add(at("0.0.0.0", 1 + i, i));
        }
      }
      try (var attempt = scene.answer(many.toArray(Socks5Candidate[]::new))) {
        attempt.informed(note("candidate-error", ""));
        List<Attempt> attempts = scene.attemptsOf(attempt);
        assertThat(attempts).hasSizeLessThanOrEqualTo(33);
        assertThat(attempts)
            .filteredOn(a -> a.what().startsWith("direct to") && !a.what().contains("192.0.2.66"))
            .isNotEmpty()
            .allSatisfy(a -> assertThat(a.outcome()).startsWith("not tried, it is"));
        assertThat(visits[0]).isEqualTo(1);
        assertThat(scene.world().tasks().now()).isLessThan(15 * SECOND);
      }
      counting.interrupt();
      ssh.close();
      counting.join();
    });
  }

  @Test
  void doesNotConnectToItself() {
    run(scene -> {
      try (var attempt = scene.answer()) {
        InetSocketAddress own = scene.offered(attempt);
        var candidate = at(own.getAddress().getHostAddress(), own.getPort(), 0);
        attempt.informed(
            Socks5Wire.write(
                new Socks5Message.Candidates(
                    SID, Socks5Message.Mode.TCP, Optional.empty(), List.of(candidate))));
        attempt.informed(note("candidate-error", ""));
        assertThat(scene.attemptsOf(attempt)).isNotEmpty();
        assertThat(scene.told()).allSatisfy(t -> assertThat(t.toString()).contains("error"));
      }
    });
  }

  @Test
  void looksAtWhatANameStandsFor() {
    run(scene -> {
      scene.world().network().name("inside.example", "127.0.0.1", "10.0.0.1");
      try (var attempt = scene.answer(at("inside.example", 22, 0), at("nowhere.example", 22, 1))) {
        attempt.informed(note("candidate-error", ""));
        assertThat(scene.attemptsOf(attempt))
            .anySatisfy(a -> {
              assertThat(a.what()).isEqualTo("direct to inside.example:22");
              assertThat(a.outcome()).isEqualTo("not tried, it is a loopback address");
            })
            .anySatisfy(a -> assertThat(a.outcome()).contains("unknown host nowhere.example"));
      }
    });
  }

  @Test
  void goesOnWhenAServerDoesNotAnswer() {
    run(scene -> {
      InetSocketAddress mute = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 5000);
      InetSocketAddress good = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 5001);
      try (Listener silent = scene.theirs().network().listen(mute);
          Listener server = scene.theirs().network().listen(good)) {
        TaskHandle serving =
            scene
                .world()
                .tasks()
                .fork(
                    "server",
                    () -> {
                      try (ByteStream client = server.accept().stream()) {
                        Socks5Handshake.asServer(client, d -> true);
                        client.read(ByteBuffer.allocate(1));
                      }
                    });
        try (var attempt = scene.answer(at("192.0.2.2", 5000, 0), at("192.0.2.2", 5001, 1))) {
          attempt.informed(note("candidate-error", ""));
          Carrier carrier = attempt.connect(scene.world().tasks().in(20 * SECOND));
          assertThat(carrier.stream().toString()).contains("192.0.2.2:5001");
          carrier.stream().close();
        } catch (NoCarrier none) {
          throw new AssertionError(none);
        }
        serving.join();
        silent.accept().stream().close();
      }
    });
  }

  @Test
  void saysThatAServerDidNotAnswer() {
    run(scene -> {
      InetSocketAddress mute = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 5000);
      try (Listener silent = scene.theirs().network().listen(mute);
          var attempt = scene.answer(at("192.0.2.2", 5000, 0), at("192.0.2.2", 5009, 1))) {
        attempt.informed(note("candidate-error", ""));
        assertThat(scene.attemptsOf(attempt))
            .anySatisfy(
                a -> assertThat(a.outcome()).isEqualTo("no answer to the handshake in time"))
            .anySatisfy(a -> assertThat(a.outcome()).contains("refused"));
        silent.accept().stream().close();
      }
    });
  }

  @Test
  void failsAtOnceWhenThePeerUsesWhatWasNeverOffered() {
    run(scene -> {
      try (var attempt = scene.answer(at("192.0.2.2", 5000, 0))) {
        attempt.informed(note("candidate-used", "never"));
        assertThat(scene.attemptsOf(attempt))
            .anySatisfy(a -> assertThat(a.outcome()).contains("was never offered"));
        assertThat(scene.world().tasks().now()).isLessThan(SECOND);
      }
    });
  }

  @Test
  void failsWhenThePeerOnlySaysThatItIsConnected() {
    run(scene -> {
      try (var attempt = scene.answer()) {
        attempt.informed(note("candidate-used", scene.cid(attempt)));
        assertThat(scene.attemptsOf(attempt))
            .anySatisfy(a -> assertThat(a.outcome()).contains("but no connection came"));
      }
    });
  }

  @Test
  void failsWhenThePeerDoesNotTakeItsNotes() {
    run(scene -> {
      var deaf =
          new TransportContext(
              scene.ours(),
              scene.context().router(),
              ROMEO,
              JULIET,
              false,
              false,
              List.of(Route.DIRECT),
              _ -> {
                throw new IOException("item-not-found");
              });
      var offer =
          new Socks5Message.Candidates(
              SID, Socks5Message.Mode.TCP, Optional.empty(), List.of(at("192.0.2.2", 5000, 0)));
      try (var attempt =
          new Socks5Transport(_ -> List.of()).answer(Socks5Wire.write(offer), deaf)) {
        assertThat(scene.attemptsOf(attempt))
            .anySatisfy(a -> assertThat(a.outcome()).contains("item-not-found"));
      }
    });
  }
}
